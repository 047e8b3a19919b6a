/* core/device.c - device types: an id belongs to a name for the life of the process */
#include "core/device.h"
#include "core/memory_impl.h"
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 24 };
static struct slot {
    _Atomic(const rp_device_type *) type; /* NULL: cpu, unregistered, or not yet handed out */
    _Atomic int32_t count;                /* devices of the type, once asked; -1 before */
    char name[NAME_BYTES];
} slots[RP_MAX_DEVICE_TYPES] = {{.count = 1, .name = "cpu"}};
_Atomic uint8_t rp_device_special[RP_MAX_DEVICE_TYPES];
static _Atomic int handed_out = 1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

rp_status (*rp_device_wanted)(const char *name);

int rp_device_type_count(void)
{
    return atomic_load_explicit(&handed_out, memory_order_acquire);
}

static bool alive(int type)
{
    return type == 0 || rp_device_type_get(type) != NULL;
}

const rp_device_type *rp_device_type_get(int type)
{
    if (type <= 0 || type >= rp_device_type_count()) return NULL;
    return atomic_load_explicit(&slots[type].type, memory_order_acquire);
}

const char *rp_device_type_name(int type)
{
    return type >= 0 && type < rp_device_type_count() ? slots[type].name : NULL;
}

static int find_name(const char *name, size_t length)
{
    for (int i = 0; i < rp_device_type_count(); i++)
        if (strlen(slots[i].name) == length && !memcmp(slots[i].name, name, length)) return i;
    return -1;
}

static int find_type(const char *name, size_t length)
{
    const int i = find_name(name, length);
    return i >= 0 && alive(i) ? i : -1;
}

static bool valid_name(const char *name)
{
    const size_t length = name ? strlen(name) : 0;
    return length > 0 && length < NAME_BYTES &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}

rp_status rp_device_register(const rp_device_type *t, int *type)
{
    if (!valid_name(t->name))
        return RP_FAIL(RP_E_INVALID, "device type name '%s': 1 to %d of a-z, 0-9, _",
                       t->name ? t->name : "", NAME_BYTES - 1);
    rp_status st = RP_OK;
    pthread_mutex_lock(&lock);
    const int known = find_name(t->name, strlen(t->name)),
              next = atomic_load_explicit(&handed_out, memory_order_relaxed);
    const int id = known > 0 ? known : next; /* a plugin that was unloaded and comes again */
    if (find_type(t->name, strlen(t->name)) >= 0) {
        st = RP_FAIL(RP_E_STATE, "device type '%s' is already registered", t->name);
    } else if (id >= RP_MAX_DEVICE_TYPES) {
        st = RP_FAIL(RP_E_STATE, "device type '%s': all %d ids were handed out", t->name,
                     RP_MAX_DEVICE_TYPES);
    } else {
        strcpy(slots[id].name, t->name);
        atomic_store_explicit(&slots[id].count, -1, memory_order_relaxed);
        /* somebody may have asked for one while nobody had registered the type */
        rp_generators_reset(id);
        atomic_store_explicit(&slots[id].type, t, memory_order_release);
        if (id == next) atomic_store_explicit(&handed_out, id + 1, memory_order_release);
        *type = id;
    }
    pthread_mutex_unlock(&lock);
    return st;
}

void rp_device_unregister(int type)
{
    if (type <= 0 || type >= rp_device_type_count()) return;
    rp_profiles_forget(type);
    rp_generators_reset(type);
    atomic_store_explicit(&slots[type].type, NULL, memory_order_release);
}

/* ---- fork ------------------------------------------------------------------------------------ */
void rp_device_forked(void)
{
    for (int i = 1; i < rp_device_type_count(); i++) {
        const rp_device_type *t = rp_device_type_get(i);
        if (t && !(t->caps & RP_CAP_FORK))
            atomic_fetch_or_explicit(&rp_device_special[i], RP_DEVICE_LOST, memory_order_relaxed);
    }
}

rp_status rp_device_usable(int type)
{
    if (RP_LIKELY(!rp_device_lost(type))) return RP_OK;
    return RP_FAIL(
        RP_E_STATE,
        "device '%s' was started before fork() and does not survive it: start it in the child alone, or use exec",
        slots[type].name);
}

/* Asked once: for some runtimes it is the call that starts the driver. */
static rp_status device_count(int type, int32_t *n)
{
    struct slot *s = &slots[type];
    *n = atomic_load_explicit(&s->count, memory_order_relaxed);
    if (*n >= 0) return RP_OK;
    const rp_device_type *t = rp_device_type_get(type);
    int32_t found = 1;
    *n = 0;
    if (t && t->count) RP_TRY(t->count(t->self, &found));
    *n = found;
    if (*n > RP_MAX_DEVICE_INDEX) *n = RP_MAX_DEVICE_INDEX;
    atomic_store_explicit(&s->count, *n, memory_order_relaxed);
    return RP_OK;
}

struct device_list {
    char text[256]; /* "cpu, cuda:0, cuda:1" */
    char none[512]; /* "; cuda: no devices: ...": what the types said that have none */
};

static void list_devices(struct device_list *l)
{
    size_t used = 0, said = 0;
    l->text[0] = l->none[0] = 0;
    for (int i = 0; i < rp_device_type_count(); i++) {
        int32_t n = 0;
        if (!alive(i)) continue;
        if (device_count(i, &n) != RP_OK && said < sizeof l->none)
            said +=
                (size_t)snprintf(l->none + said, sizeof l->none - said, "; %s", rp_error_message());
        for (int k = 0; k < n && used < sizeof l->text; k++) {
            char name[48];
            const char *one =
                rp_device_name((rp_device){(int16_t)i, (int16_t)k}, name, sizeof name);
            used += (size_t)snprintf(l->text + used, sizeof l->text - used, "%s%s",
                                     used ? ", " : "", one);
        }
    }
}

static rp_status no_such_device(const char *text)
{
    struct device_list have;
    list_devices(&have);
    return RP_FAIL(RP_E_DEVICE, "there is no device '%.64s'; there are: %s%s", text, have.text,
                   have.none);
}

rp_status rp_device_check(rp_device d)
{
    if (RP_LIKELY(d.type == 0 && d.index == 0)) return RP_OK;
    RP_TRY(rp_device_usable(d.type));
    int32_t n = 0;
    /* the list says why */
    if (d.type >= 0 && d.type < rp_device_type_count() && alive(d.type) &&
        device_count(d.type, &n) != RP_OK)
        n = 0;
    if (d.index >= 0 && d.index < n) return RP_OK;
    char name[48];
    return no_such_device(rp_device_name(d, name, sizeof name));
}

rp_status rp_device_synchronize(rp_device d)
{
    RP_TRY(rp_device_check(d));
    const rp_device_type *t = rp_device_type_get(d.type);
    return t ? t->sync(t->self, d.index) : RP_OK;
}

/* Index after the colon; -1 unless it is a plain number in range. */
static int parse_index(const char *text)
{
    char *end;
    if (*text < '0' || *text > '9') return -1;
    const long n = strtol(text, &end, 10);
    return *end || n >= RP_MAX_DEVICE_INDEX ? -1 : (int)n;
}

rp_status rp_device_parse(rp_device *out, const char *text)
{
    if (!text) return RP_FAIL(RP_E_INVALID, "device: the text is NULL");
    const char *colon = strchr(text, ':');
    const size_t length = colon ? (size_t)(colon - text) : strlen(text);
    const int index = colon ? parse_index(colon + 1) : 0;
    int type = find_type(text, length);
    if (type < 0 && rp_device_wanted && length > 0 && length < NAME_BYTES) {
        char name[NAME_BYTES];
        memcpy(name, text, length);
        name[length] = 0;
        RP_TRY(rp_device_wanted(name));
        type = find_type(text, length);
    }
    if (type < 0 || index < 0) return no_such_device(text);
    const rp_device d = {(int16_t)type, (int16_t)index};
    RP_TRY(rp_device_check(d));
    *out = d;
    return RP_OK;
}

const char *rp_device_name(rp_device d, char *buf, size_t n)
{
    const char *type = rp_device_type_name(d.type);
    if (!type) snprintf(buf, n, "device type %d:%d", d.type, d.index);
    else if (d.type == 0 && d.index == 0) snprintf(buf, n, "%s", type);
    else snprintf(buf, n, "%s:%d", type, d.index);
    return buf;
}
