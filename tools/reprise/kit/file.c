/* tools/reprise/kit/file.c - the shared object as a file: its symbols, constructors and
   thread-local data, by its ELF headers */
#include "reprise/kit/kit.h"
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct elf {
    const unsigned char *at;
    size_t bytes;
    const ElfW(Ehdr) * head;
    const ElfW(Shdr) * section;
};

static const ElfW(Shdr) * section_of(const struct elf *e, uint32_t type)
{
    for (int i = 0; i < e->head->e_shnum; i++)
        if (e->section[i].sh_type == type) return &e->section[i];
    return NULL;
}

static bool in_file(const struct elf *e, uint64_t offset, uint64_t bytes)
{
    return offset <= e->bytes && bytes <= e->bytes - offset;
}

static const char *text_at(const struct elf *e, uint32_t table, uint32_t offset)
{
    const ElfW(Shdr) *s = &e->section[table];
    return in_file(e, s->sh_offset + offset, 1) ? (const char *)e->at + s->sh_offset + offset : "";
}

static const char *function_at(const struct elf *e, uint64_t address)
{
    const ElfW(Shdr) *s = section_of(e, SHT_SYMTAB);
    const ElfW(Sym) *sym = s ? (const void *)(e->at + s->sh_offset) : NULL;
    for (uint64_t i = 0; s && i < s->sh_size / sizeof *sym; i++)
        if (ELF64_ST_TYPE(sym[i].st_info) == STT_FUNC && sym[i].st_value == address)
            return text_at(e, s->sh_link, sym[i].st_name);
    return "?";
}

/* ---- symbols --------------------------------------------------------------------------------- */
static void check_symbol(struct kit *k, const char *name)
{
    static const char *const forbidden[][2] = {
        {"pthread_key_create",
         "it makes a pthread key, whose destructor may run when the file is gone"},
        {"__cxa_thread_atexit", "it has thread-local objects with destructors"},
        {"__cxa_thread_atexit_impl", "it has thread-local objects with destructors"},
        {"__cxa_atexit", "it registers functions for the end of the process"},
        {"atexit", "it registers functions for the end of the process"},
    };
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        if (!strcmp(name, forbidden[i][0])) kit_fail(k, name, "%s", forbidden[i][1]);
    if (!strncmp(name, "rp_", 3))
        kit_fail(k, name, "a plugin links nothing of the library: the function comes in rp_host");
}

static void check_symbols(struct kit *k, const struct elf *e)
{
    const ElfW(Shdr) *s = section_of(e, SHT_DYNSYM);
    const ElfW(Sym) *sym = s ? (const void *)(e->at + s->sh_offset) : NULL;
    bool query = false;
    for (uint64_t i = 1; s && i < s->sh_size / sizeof *sym; i++) {
        const char *name = text_at(e, s->sh_link, sym[i].st_name);
        if (sym[i].st_shndx == SHN_UNDEF) check_symbol(k, name);
        else query |= !strcmp(name, RP_QUERY_SYMBOL);
    }
    if (!query) kit_fail(k, "exports", "does not export " RP_QUERY_SYMBOL);
    else kit_pass(k);
}

/* ---- constructors ---------------------------------------------------------------------------- */
/* Functions that run when the file is mapped, before anybody decided to use it */
/* The compiler's own: one in every object, and the test of the processor behind
   __builtin_cpu_supports. */
static bool is_compilers(const char *name)
{
    static const char *const known[] = {"frame_dummy", "__cpu_indicator_init", "register_tm_clones",
                                        "_init",       "asan.module_ctor",     "tsan.module_ctor"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(name, known[i])) return true;
    return !strncmp(name, "_sub_I_00099_", 13); /* gcc's, of a build with a sanitizer */
}

static void check_constructors(struct kit *k, const struct elf *e)
{
    const ElfW(Shdr) *list = section_of(e, SHT_INIT_ARRAY);
    for (int i = 0; list && i < e->head->e_shnum; i++) {
        const ElfW(Shdr) *s = &e->section[i];
        const ElfW(Rela) *r = (const void *)(e->at + s->sh_offset);
        for (uint64_t j = 0; s->sh_type == SHT_RELA && j < s->sh_size / sizeof *r; j++) {
            if (r[j].r_offset < list->sh_addr || r[j].r_offset >= list->sh_addr + list->sh_size)
                continue;
            const char *name = function_at(e, (uint64_t)r[j].r_addend);
            if (!is_compilers(name))
                kit_fail(
                    k, ".init_array",
                    "the constructor '%s' runs when the file is mapped; registering belongs into init",
                    name);
        }
    }
    kit_pass(k);
}

static void check_thread_data(struct kit *k, const struct elf *e)
{
    const ElfW(Phdr) *p = (const void *)(e->at + e->head->e_phoff);
    for (int i = 0; i < e->head->e_phnum; i++)
        if (p[i].p_type == PT_TLS && k->flags & RP_PF_UNLOADABLE) {
            kit_fail(
                k, "TLS",
                "it has %llu bytes of thread-local data, so it cannot be unmapped as RP_PF_UNLOADABLE promises",
                (unsigned long long)p[i].p_memsz);
            return;
        }
    kit_pass(k);
}

static void check_all(struct kit *k, struct elf *e)
{
    e->head = (const void *)e->at;
    const uint64_t sections = (uint64_t)e->head->e_shnum * sizeof *e->section;
    if (e->bytes < sizeof *e->head || memcmp(e->head->e_ident, ELFMAG, SELFMAG) != 0 ||
        !in_file(e, e->head->e_shoff, sections)) {
        kit_fail(k, "ELF", "it is no shared object of this system");
        return;
    }
    e->section = (const void *)(e->at + e->head->e_shoff);
    check_symbols(k, e);
    check_constructors(k, e);
    check_thread_data(k, e);
}

void kit_check_file(struct kit *k)
{
    struct elf e = {.bytes = 0};
    struct stat s;
    const int fd = open(k->path, O_RDONLY);
    kit_begin(k, "file");
    if (fd < 0 || fstat(fd, &s)) {
        kit_fail(k, "file", "%s cannot be read", k->path);
        if (fd >= 0) close(fd);
        return;
    }
    e.bytes = (size_t)s.st_size;
    void *at = e.bytes ? mmap(NULL, e.bytes, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (at == MAP_FAILED) {
        kit_fail(k, "file", "%s cannot be mapped", k->path);
        return;
    }
    e.at = at;
    check_all(k, &e);
    munmap(at, e.bytes);
}
