/* modes/checkpoint/symbols.c - names of functions that the dynamic linker does not know: C's static
   ones, from the file's .symtab */
#include "modes/checkpoint/impl.h"
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct file_map {
    const char *at;
    size_t n;
} file_map;

static bool map_file(file_map *m, const char *path)
{
    struct stat s;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    void *at = fstat(fd, &s) == 0 && s.st_size > (off_t)sizeof(ElfW(Ehdr))
                   ? mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0)
                   : MAP_FAILED;
    close(fd);
    if (at == MAP_FAILED) return false;
    *m = (file_map){at, (size_t)s.st_size};
    return true;
}

static bool lies_inside(const file_map *m, uint64_t offset, uint64_t bytes)
{
    return offset <= m->n && bytes <= m->n - offset;
}

/* Section `i` of the file; NULL if the file is not what it says. */
static const ElfW(Shdr) * section(const file_map *m, uint32_t i)
{
    const ElfW(Ehdr) *h = (const void *)m->at;
    if (memcmp(h->e_ident, ELFMAG, SELFMAG) != 0 || h->e_shentsize != sizeof(ElfW(Shdr)) ||
        i >= h->e_shnum)
        return NULL;
    const uint64_t offset = h->e_shoff + (uint64_t)i * sizeof(ElfW(Shdr));
    if (!lies_inside(m, offset, sizeof(ElfW(Shdr)))) return NULL;
    const ElfW(Shdr) *s = (const void *)(m->at + offset);
    return s->sh_type == SHT_NOBITS || lies_inside(m, s->sh_offset, s->sh_size) ? s : NULL;
}

static bool find_in_table(const file_map *m, const ElfW(Shdr) * table, uint64_t address, char *name,
                          size_t n, size_t *offset)
{
    const ElfW(Shdr) *strings = section(m, table->sh_link);
    const ElfW(Sym) *sym = (const void *)(m->at + table->sh_offset);
    if (!strings || !strings->sh_size || m->at[strings->sh_offset + strings->sh_size - 1])
        return false;
    for (uint64_t i = 0; i < table->sh_size / sizeof *sym; i++) {
        if ((sym[i].st_info & 0xf) != STT_FUNC || address < sym[i].st_value ||
            address - sym[i].st_value >= sym[i].st_size)
            continue;
        if (sym[i].st_name >= strings->sh_size) return false;
        *offset = (size_t)(address - sym[i].st_value);
        strncpy(name, m->at + strings->sh_offset + sym[i].st_name, n - 1);
        name[n - 1] = '\0';
        return true;
    }
    return false;
}

bool rp_symbol_find(const char *file, const void *base, const void *site, char *name, size_t n,
                    size_t *offset)
{
    file_map m;
    bool found = false;
    if (!file || !map_file(&m, file)) return false;
    const bool fixed = ((const ElfW(Ehdr) *)(const void *)m.at)->e_type == ET_EXEC;
    const uint64_t address = (uint64_t)(uintptr_t)site - (fixed ? 0 : (uint64_t)(uintptr_t)base);
    for (uint32_t i = 0; !found; i++) {
        const ElfW(Shdr) *s = section(&m, i);
        if (!s) break;
        if (s->sh_type == SHT_SYMTAB) found = find_in_table(&m, s, address, name, n, offset);
    }
    munmap((void *)(uintptr_t)m.at, m.n);
    return found;
}
