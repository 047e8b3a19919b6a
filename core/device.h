/* core/device.h - device types by name; cpu is type 0 and always there, the others come from plugins */
#ifndef RP_DEVICE_H
#define RP_DEVICE_H
#include "core/value.h"
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
typedef struct rp_stream rp_stream; /* the plugin's; NULL is the default stream */
typedef struct rp_event rp_event;
enum { RP_CAP_ASYNC = 1, RP_CAP_EVENTS = 2, RP_CAP_PINNED = 4, RP_CAP_UNIFIED = 8, RP_CAP_P2P = 16, RP_CAP_NO_CPU_FALLBACK = 32,
       RP_CAP_FORK = 64 /* works on in a forked child; without it the child gets RP_E_STATE */ };
typedef struct rp_device_props {
    uint32_t size, align;
    uint64_t mem_total, mem_free;
    char name[64], id[32];
} rp_device_props;
typedef struct rp_device_type { /* `self` first in every slot; a NULL slot below `sync` means "not supported", and caps agree */
    uint32_t size, caps;
    const char *name; /* lower case: "cuda"; also the name of its kernel key */
    int32_t dlpack_type;
    uint32_t reserved;
    void *self;
    rp_status (*count)(void *self, int32_t *n);
    rp_status (*props)(void *self, int32_t dev, rp_device_props *out);
    rp_status (*exchange)(void *self, int32_t dev, int32_t *prev);
    rp_status (*alloc)(void *self, int32_t dev, rp_stream *s, size_t bytes, void **ptr);
    void (*free)(void *self, int32_t dev, rp_stream *s, void *ptr, size_t bytes); /* never fails */
    rp_status (*copy)(void *self, rp_stream *s, void *dst, int32_t dst_dev, const void *src, int32_t src_dev, size_t bytes); /* dev -1: host */
    rp_status (*fill)(void *self, rp_stream *s, int32_t dev, void *dst, size_t bytes, uint8_t byte);
    rp_status (*sync)(void *self, int32_t dev);
    rp_status (*host_alloc)(void *self, size_t bytes, void **ptr);
    void (*host_free)(void *self, void *ptr);
    rp_status (*ptr_device)(void *self, const void *ptr, int32_t *dev);
    rp_status (*stream_new)(void *self, int32_t dev, int32_t priority, rp_stream **s);
    void (*stream_free)(void *self, rp_stream *s);
    rp_status (*stream_sync)(void *self, rp_stream *s);
    rp_status (*stream_query)(void *self, rp_stream *s, int32_t *busy);
    void *(*stream_native)(void *self, rp_stream *s);
    rp_status (*event_new)(void *self, int32_t dev, uint32_t flags, rp_event **e);
    void (*event_free)(void *self, rp_event *e);
    rp_status (*event_record)(void *self, rp_event *e, rp_stream *s);
    rp_status (*event_wait)(void *self, rp_event *e, rp_stream *s);
    rp_status (*event_sync)(void *self, rp_event *e);
    rp_status (*event_ns)(void *self, rp_event *a, rp_event *b, uint64_t *ns);
} rp_device_type;
/* functions */
enum { RP_MAX_DEVICE_TYPES = 40 };
#define RP_CPU ((rp_device){0, 0})
/** Device of "cpu", "cuda", "cuda:1". RP_E_DEVICE names what exists. */
RP_API RP_MUST rp_status rp_device_parse(rp_device *out, const char *text);
/** "cpu", "cuda:1": writes into `buf` and returns it. */
RP_API const char *rp_device_name(rp_device d, char *buf, size_t n);
/** Name of a device type, NULL if no such type. */
RP_API const char *rp_device_type_name(int type);
/** What the plugin of a device type registered; NULL for cpu (host memory is the library's own) and for unknown types. */
RP_API const rp_device_type *rp_device_type_get(int type);
/** Number of device types handed out so far, cpu included. */
RP_API int rp_device_type_count(void);
#ifdef __cplusplus
}
#endif
#endif
