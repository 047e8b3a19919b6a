/* core/rng.h - Philox4x32-10 counters (Salmon et al., "Parallel random numbers: as easy as 1, 2,
 * 3", SC 2011)
 *
 * A generator is a seed and an offset. One offset step is one Philox counter and gives four 32-bit
 * numbers, so a call that needs n numbers reserves ceil(n / 4) counters; number i of a call is word
 * i % 4 of counter offset + i / 4. The stream is the same on every device, but on those that bring
 * generators of their own (generator_* of rp_device_type): there the two numbers are the plugin's,
 * and mean what it says.
 */
#ifndef RP_RNG_H
#define RP_RNG_H
#include "core/value.h"
#ifdef __cplusplus
extern "C" {
#endif
RP_API RP_MUST rp_status rp_generator_create(rp_generator **out, rp_device device, uint64_t seed);
RP_API rp_generator *rp_generator_retain(rp_generator *g);
RP_API void rp_generator_release(rp_generator *g);
/** The device's default generator; borrowed, lives as long as the process. NULL: there is no such
 * device, or its plugin made none. */
RP_API rp_generator *rp_generator_default(rp_device device);
RP_API void rp_generator_set(rp_generator *g, uint64_t seed, uint64_t offset);
RP_API void rp_generator_get(const rp_generator *g, uint64_t *seed, uint64_t *offset);
/** Reserves counters for `numbers` 32-bit numbers and returns where they start. Atomic. Outside
 * operators only: a kernel asks rp_call_random, which records what it gave. */
RP_API void rp_generator_reserve(rp_generator *g, uint64_t numbers, uint64_t *seed,
                                 uint64_t *offset);
/** Sets the default generators of all devices. */
RP_API void rp_manual_seed(uint64_t seed);
/* types: copied into plugin.h */
#ifndef RP_ELEMENT
#define RP_ELEMENT                                                                                 \
    static inline /* what stands before functions that kernels call: a gpu's sources define it */
#endif
RP_ELEMENT void rp_philox(uint64_t seed, uint64_t counter, uint32_t out[4])
{
    uint32_t c0 = (uint32_t)counter, c1 = (uint32_t)(counter >> 32), c2 = 0, c3 = 0;
    uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
    for (int round = 0; round < 10; round++) {
        const uint64_t a = (uint64_t)0xD2511F53u * c0, b = (uint64_t)0xCD9E8D57u * c2;
        const uint32_t n0 = (uint32_t)(b >> 32) ^ c1 ^ k0, n2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)b;
        c3 = (uint32_t)a;
        c0 = n0;
        c2 = n2;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}
/* functions */
#ifdef __cplusplus
}
#endif
#endif
