/* dispatch/ops/pointwise_math.h - what the values of pointwise.inc call, for one element type
 *
 * Every device includes this once for each type that it computes in, before pointwise.inc. The
 * includer defines
 *
 *   RP_T         the type: float, double or int64_t
 *   RP_FN(f)     the name of f for this type: f##_f32
 *   RP_M(f)      libm's f for it: f##f, f (floating types only); RP_INTEGERS instead, for int64_t
 *   RP_ELEMENT   what stands before a function: static inline, __device__ ...
 *   rp_lgamma    log |gamma(x)|, which C has with a global variable for the sign only
 *
 * Integers of all widths are computed in 64 bits and narrowed when they are stored; narrow results
 * are right because every function here commutes with that. Special functions of float are computed
 * in double.
 */
#include <math.h>
#include <stdint.h>

#ifndef RP_POINTWISE_NAMES
#define RP_POINTWISE_NAMES
#define RP_C(x_) ((RP_T)(x_))
#define rp_abs RP_FN(abs)
#define rp_sign RP_FN(sign)
#define rp_floor RP_FN(floor)
#define rp_ceil RP_FN(ceil)
#define rp_rint RP_FN(rint)
#define rp_trunc RP_FN(trunc)
#define rp_pow RP_FN(pow)
#define rp_power RP_FN(power)
#define rp_clamp RP_FN(clamp)
#define rp_fmod RP_FN(fmod)
#define rp_remainder RP_FN(remainder)
#define rp_divide RP_FN(divide)
#define rp_floor_divide RP_FN(floor_divide)
#define rp_isfinite RP_FN(isfinite)
#define rp_isinf RP_FN(isinf)
#define rp_signbit RP_FN(signbit)
#define rp_shift_left RP_FN(shift_left)
#define rp_shift_right RP_FN(shift_right)
#define rp_exp RP_M(exp)
#define rp_exp2 RP_M(exp2)
#define rp_expm1 RP_M(expm1)
#define rp_log RP_M(log)
#define rp_log1p RP_M(log1p)
#define rp_log2 RP_M(log2)
#define rp_log10 RP_M(log10)
#define rp_sqrt RP_M(sqrt)
#define rp_sin RP_M(sin)
#define rp_cos RP_M(cos)
#define rp_tan RP_M(tan)
#define rp_asin RP_M(asin)
#define rp_acos RP_M(acos)
#define rp_atan RP_M(atan)
#define rp_atan2 RP_M(atan2)
#define rp_sinh RP_M(sinh)
#define rp_cosh RP_M(cosh)
#define rp_tanh RP_M(tanh)
#define rp_asinh RP_M(asinh)
#define rp_acosh RP_M(acosh)
#define rp_atanh RP_M(atanh)
#define rp_erf RP_M(erf)
#define rp_erfc RP_M(erfc)
#define rp_hypot RP_M(hypot)
#define rp_copysign RP_M(copysign)
#define rp_sigmoid RP_FN(sigmoid)
#define rp_softplus RP_FN(softplus)
#define rp_silu_backward RP_FN(silu_backward)
#define rp_mish_backward RP_FN(mish_backward)
#define rp_logaddexp RP_FN(logaddexp)
#define rp_logaddexp2 RP_FN(logaddexp2)
#define rp_xlogy RP_FN(xlogy)
#define rp_xlog1py RP_FN(xlog1py)
#define rp_logit RP_FN(logit)
#define rp_logit_backward RP_FN(logit_backward)
#define rp_sinc RP_FN(sinc)
#define rp_round_decimals RP_FN(round_decimals)
#define rp_nextafter RP_FN(nextafter)
#define rp_digamma RP_FN(digamma)
#define rp_polygamma RP_FN(polygamma)
#define rp_erfinv RP_FN(erfinv)
#define rp_i0 RP_FN(i0)
#define rp_i1 RP_FN(i1)
#endif

RP_ELEMENT RP_T RP_FN(sign)(RP_T x)
{
    return (RP_T)((x > 0) - (x < 0));
}
#ifdef RP_INTEGERS
RP_ELEMENT RP_T RP_FN(clamp)(RP_T x, RP_T low, RP_T high)
{
    const RP_T t = x < low ? low : x;
    return t > high ? high : t;
}
RP_ELEMENT RP_T RP_FN(abs)(RP_T x)
{
    return x < 0 ? -x : x;
}
RP_ELEMENT RP_T RP_FN(floor)(RP_T x)
{
    return x;
}
RP_ELEMENT RP_T RP_FN(ceil)(RP_T x)
{
    return x;
}
RP_ELEMENT RP_T RP_FN(rint)(RP_T x)
{
    return x;
}
RP_ELEMENT RP_T RP_FN(trunc)(RP_T x)
{
    return x;
}
RP_ELEMENT int RP_FN(isfinite)(RP_T x)
{
    (void)x;
    return 1;
}
RP_ELEMENT int RP_FN(isinf)(RP_T x)
{
    (void)x;
    return 0;
}
RP_ELEMENT int RP_FN(signbit)(RP_T x)
{
    return x < 0;
}
/* Wraps like a repeated multiplication. Negative exponents: 1 / x rounded to zero. */
RP_ELEMENT RP_T RP_FN(pow)(RP_T x, RP_T e)
{
    if (e < 0) return x == 1 ? 1 : x == -1 ? (e % 2 ? -1 : 1) : 0;
    uint64_t r = 1, b = (uint64_t)x;
    for (; e; e >>= 1, b *= b)
        if (e & 1) r *= b;
    return (RP_T)r;
}
RP_ELEMENT RP_T RP_FN(power)(RP_T x, RP_T e)
{
    return RP_FN(pow)(x, e);
}
/* Division by zero was refused before; the least integer by -1 wraps. */
RP_ELEMENT RP_T RP_FN(divide)(RP_T x, RP_T y)
{
    return y == -1 ? -x : x / y;
}
RP_ELEMENT RP_T RP_FN(fmod)(RP_T x, RP_T y)
{
    return y == -1 ? 0 : x % y;
}
RP_ELEMENT RP_T RP_FN(remainder)(RP_T x, RP_T y)
{
    const RP_T r = RP_FN(fmod)(x, y);
    return r && (r < 0) != (y < 0) ? r + y : r;
}
RP_ELEMENT RP_T RP_FN(floor_divide)(RP_T x, RP_T y)
{
    return RP_FN(divide)(x, y) - (RP_FN(fmod)(x, y) && (x < 0) != (y < 0));
}
/* Shifts by no number of places that there is give what shifting bit by bit would. */
RP_ELEMENT RP_T RP_FN(shift_left)(RP_T x, RP_T n)
{
    return n < 0 || n > 63 ? 0 : (RP_T)((uint64_t)x << n);
}
RP_ELEMENT RP_T RP_FN(shift_right)(RP_T x, RP_T n)
{
    return x >> (n < 0 || n > 63 ? 63 : n);
}

#else
RP_ELEMENT RP_T RP_FN(clamp)(RP_T x, RP_T low, RP_T high)
{
    const RP_T t = x < low || low != low ? low : x;
    return t > high || high != high ? high : t;
}

RP_ELEMENT RP_T RP_FN(abs)(RP_T x)
{
    return RP_M(fabs)(x);
}
RP_ELEMENT RP_T RP_FN(floor)(RP_T x)
{
    return RP_M(floor)(x);
}
RP_ELEMENT RP_T RP_FN(ceil)(RP_T x)
{
    return RP_M(ceil)(x);
}
RP_ELEMENT RP_T RP_FN(rint)(RP_T x)
{
    return RP_M(rint)(x);
}
RP_ELEMENT RP_T RP_FN(trunc)(RP_T x)
{
    return RP_M(trunc)(x);
}
RP_ELEMENT int RP_FN(isfinite)(RP_T x)
{
    return x - x == 0;
}
RP_ELEMENT int RP_FN(isinf)(RP_T x)
{
    return x == RP_C(INFINITY) || x == -RP_C(INFINITY);
}
RP_ELEMENT int RP_FN(signbit)(RP_T x)
{
    return signbit(x) != 0;
}
RP_ELEMENT RP_T RP_FN(pow)(RP_T x, RP_T e)
{
    return RP_M(pow)(x, e);
}
/* A number as exponent: small ones without libm, 0.5 is the square root and -0.5 its reciprocal (of
   -inf too: NaN, as in PyTorch). */
RP_ELEMENT RP_T RP_FN(power)(RP_T x, RP_T e)
{
    return e == 2            ? x * x
           : e == 3          ? x * x * x
           : e == RP_C(0.5)  ? RP_M(sqrt)(x)
           : e == RP_C(-0.5) ? 1 / RP_M(sqrt)(x)
           : e == 1          ? x
           : e == -1         ? 1 / x
                             : RP_M(pow)(x, e);
}
RP_ELEMENT RP_T RP_FN(divide)(RP_T x, RP_T y)
{
    return RP_M(trunc)(x / y);
}
RP_ELEMENT RP_T RP_FN(fmod)(RP_T x, RP_T y)
{
    return RP_M(fmod)(x, y);
}
/* The remainder has the divisor's sign, as in Python. */
RP_ELEMENT RP_T RP_FN(remainder)(RP_T x, RP_T y)
{
    const RP_T r = RP_M(fmod)(x, y);
    return r != 0 && (r < 0) != (y < 0) ? r + y : r;
}
/* Python's: the exact quotient less its remainder, then rounded (CPython, Objects/floatobject.c,
   float_floor_div). */
RP_ELEMENT RP_T RP_FN(floor_divide)(RP_T x, RP_T y)
{
    if (y == 0) return x / y;
    const RP_T r = RP_M(fmod)(x, y);
    const RP_T q = (x - r) / y - (r != 0 && (r < 0) != (y < 0));
    const RP_T f = RP_M(floor)(q);
    return q == 0 ? RP_M(copysign)(0, x / y) : f + (q - f > RP_C(0.5));
}
RP_ELEMENT RP_T RP_FN(sigmoid)(RP_T x)
{
    return 1 / (1 + RP_M(exp)(-x));
}
RP_ELEMENT RP_T RP_FN(silu_backward)(RP_T g, RP_T x)
{
    const RP_T s = RP_FN(sigmoid)(x);
    return g * s * (1 + x * (1 - s));
}
/* log(1 + e^x); the exponential may overflow, and then the sum is x. */
RP_ELEMENT RP_T RP_FN(softplus)(RP_T x)
{
    return x > 40 ? x : RP_M(log1p)(RP_M(exp)(x));
}
RP_ELEMENT RP_T RP_FN(mish_backward)(RP_T g, RP_T x)
{
    const RP_T t = RP_M(tanh)(RP_FN(softplus)(x));
    return g * (t + x * RP_FN(sigmoid)(x) * (1 - t * t));
}
RP_ELEMENT RP_T RP_FN(logaddexp)(RP_T x, RP_T y)
{
    const RP_T most = x > y || x != x ? x : y;
    return x == y && RP_FN(isinf)(x) ? x : most + RP_M(log1p)(RP_M(exp)(-RP_M(fabs)(x - y)));
}
RP_ELEMENT RP_T RP_FN(logaddexp2)(RP_T x, RP_T y)
{
    const RP_T most = x > y || x != x ? x : y;
    return x == y && RP_FN(isinf)(x)
               ? x
               : most + RP_C(1.4426950408889634074) * RP_M(log1p)(RP_M(exp2)(-RP_M(fabs)(x - y)));
}
RP_ELEMENT RP_T RP_FN(xlogy)(RP_T x, RP_T y)
{
    return y != y ? y : x == 0 ? 0 : x * RP_M(log)(y);
}
RP_ELEMENT RP_T RP_FN(xlog1py)(RP_T x, RP_T y)
{
    return y != y ? y : x == 0 ? 0 : x * RP_M(log1p)(y);
}
/* eps < 0: arguments are taken as they are. */
RP_ELEMENT RP_T RP_FN(logit)(RP_T x, RP_T eps)
{
    const RP_T p = eps < 0 ? x : x < eps ? eps : x > 1 - eps ? 1 - eps : x;
    return p == 1 ? RP_C(INFINITY) : RP_M(log)(p / (1 - p));
}
RP_ELEMENT RP_T RP_FN(logit_backward)(RP_T g, RP_T x, RP_T eps)
{
    const RP_T low = eps < 0 ? 0 : eps, high = eps < 0 ? 1 : 1 - eps;
    if (x < low || x > high) return eps < 0 ? RP_C(NAN) : 0;
    return x == 0 || x == 1 ? g * RP_C(INFINITY) : g / (x * (1 - x));
}
RP_ELEMENT RP_T RP_FN(sinc)(RP_T x)
{
    const RP_T t = x * RP_C(3.14159265358979323846);
    return x == 0 ? 1 : RP_M(sin)(t) / t;
}

RP_ELEMENT RP_T RP_FN(round_decimals)(RP_T x, RP_T decimals)
{
    const RP_T scale = (RP_T)pow(10, fabs((double)decimals));
    return decimals < 0 ? RP_M(rint)(x / scale) * scale : RP_M(rint)(x * scale) / scale;
}

#ifndef RP_POINTWISE_DOUBLE
#define RP_POINTWISE_DOUBLE
/* The neighbour of x towards y among the floats of a narrower type: step is what their bits differ
 * by, 0x10000 (bfloat16) or 0x2000 (float16, whose numbers below 2^-14 are 2^-24 apart). */
RP_ELEMENT float rp_nextafter_step(float x, float y, uint32_t step)
{
    union {
        float f;
        uint32_t bits;
    } u = {x};
    const int grows = (x < y) == (x > 0);
    if (x != x || y != y) return x + y;
    if (x == y) return y;
    if (step == 0x2000 && (fabsf(x) < 0x1p-14f || (fabsf(x) == 0x1p-14f && !grows)))
        return x + (x < y ? 0x1p-24f : -0x1p-24f);
    if (step == 0x2000 && x - x != 0) return x > 0 ? 65504.f : -65504.f;
    if (x == 0) u.bits = step | (y < 0 ? UINT32_C(0x80000000) : 0);
    else u.bits += grows ? step : -step;
    return u.f;
}

/* psi(x) = psi(x + 1) - 1 / x up to 10, then the asymptotic series (Abramowitz and Stegun 6.3.18);
   6.3.7 reflects. */
RP_ELEMENT double rp_digamma_double(double x)
{
    double sum = 0;
    if (x == 0) return copysign(INFINITY, -x);
    if (x < 0) {
        if (x == trunc(x)) return NAN;
        const double part = x - trunc(x);
        sum = -3.14159265358979323846 / tan(3.14159265358979323846 * part);
        x = 1 - x;
    }
    for (; x < 10; x++) sum -= 1 / x;
    const double r = 1 / (x * x);
    const double tail =
        r * (1. / 12 -
             r * (1. / 120 -
                  r * (1. / 252 - r * (1. / 240 - r * (1. / 132 - r * (691. / 32760 - r / 12))))));
    return sum + log(x) - 0.5 / x - (x > 1e17 ? 0 : tail);
}

/* Hurwitz zeta(s, q) by Euler's and Maclaurin's sum formula: ten terms, then the integral and
   Bernoulli's corrections. */
RP_ELEMENT double rp_zeta_double(double s, double q)
{
    /* B(2k) / (2k)! */
    const double b[] = {1. / 12,
                        -1. / 720,
                        1. / 30240,
                        -1. / 1209600,
                        1. / 47900160,
                        -691. / 1307674368000.,
                        1. / 74724249600.,
                        -3617. / 10670622842880000.,
                        43867. / 5109094217170944000.,
                        -174611. / 802857662698291200000.};
    if (s == 1) return INFINITY;
    if (s < 1) return NAN;
    if (q <= 0) {
        if (q == floor(q)) return INFINITY;
        if (s != floor(s)) return NAN;
    }
    double sum = 0, a = q;
    int n = 0;
    if (q < -1e6) return NAN; /* a million terms are enough */
    for (; n < 10 || a <= 9; n++, a++) sum += pow(a, -s);
    const double power = pow(a, -s);
    sum += a * power / (s - 1) + power / 2;
    double t = s * power / a;
    for (int k = 0; k < 10; k++) {
        sum += t * b[k];
        t *= (s + 2 * k + 1) * (s + 2 * k + 2) / (a * a);
    }
    return sum;
}

/* The n-th derivative of digamma: (-1)^(n+1) n! zeta(n + 1, x) (Abramowitz and Stegun 6.4.10). */
RP_ELEMENT double rp_polygamma_double(double n, double x)
{
    if (n == 0) return rp_digamma_double(x);
    if (n == 1 && x < 0.5 && x != floor(x)) { /* 6.4.7 */
        const double s = sin(3.14159265358979323846 * x);
        return 9.86960440108935861883 / (s * s) - rp_zeta_double(2, 1 - x);
    }
    return (fmod(n, 2.0) != 0 ? 1 : -1) * tgamma(n + 1) * rp_zeta_double(n + 1, x);
}

/* The inverse of erf: Giles, "Approximating the erfinv function" (GPU Computing Gems, 2011), then
   steps of Newton's. */
RP_ELEMENT double rp_erfinv_double(double y)
{
    if (!(fabs(y) < 1)) return fabs(y) == 1 ? copysign(INFINITY, y) : NAN;
    double w = -log((1 - y) * (1 + y)), p;
    if (w < 5) {
        w -= 2.5;
        p = 1.50140941 +
            w * (0.246640727 +
                 w * (-0.00417768164 +
                      w * (-0.00125372503 +
                           w * (0.000218580870 +
                                w * (-4.39150654e-06 +
                                     w * (-3.5233877e-06 +
                                          w * (3.43273939e-07 + w * 2.81022636e-08)))))));
    } else {
        w = sqrt(w) - 3;
        p = 2.83297682 +
            w * (1.00167406 +
                 w * (0.00943887047 +
                      w * (-0.0076224613 +
                           w * (0.00573950773 +
                                w * (-0.00367342844 +
                                     w * (0.00134934322 +
                                          w * (0.000100950558 + w * -0.000200214257)))))));
    }
    double x = p * y;
    for (int i = 0; i < 3; i++) {
        const double left = y > 0 ? (1 - y) - erfc(x) : erfc(-x) - (1 + y),
                     slope = 1.12837916709551257390 * exp(-x * x);
        x += (fabs(y) < 0.5 ? y - erf(x) : -left) / slope;
    }
    return x;
}

/* Modified Bessel functions of the first kind, order n of 0 or 1: the power series (Abramowitz and
 * Stegun 9.6.10) while its terms fit, then the asymptotic one (9.7.1), whose smallest term is of
 * the order of e^-2x. */
RP_ELEMENT double rp_bessel_double(int n, double x)
{
    const double a = fabs(x);
    double sum = 1, term = 1;
    if (a < 20) {
        const double q = a * a / 4;
        for (int k = 1; term > sum * 1e-17; k++) sum += term *= q / ((double)k * (k + n));
        sum *= n ? a / 2 : 1;
    } else if (a < INFINITY) {
        for (int k = 1; k < 24; k++)
            sum += term *= ((2. * k - 1) * (2. * k - 1) - 4. * n) / (8. * a * k);
        const double half = exp(a / 2);
        sum *= half / sqrt(6.28318530717958647693 * a) * half;
    } else {
        sum = a;
    }
    return n && x < 0 ? -sum : sum;
}
#endif

RP_ELEMENT RP_T RP_FN(nextafter)(RP_T x, RP_T y, uint32_t step)
{
    return step == 1 ? RP_M(nextafter)(x, y) : (RP_T)rp_nextafter_step((float)x, (float)y, step);
}
RP_ELEMENT RP_T RP_FN(digamma)(RP_T x)
{
    return (RP_T)rp_digamma_double((double)x);
}
RP_ELEMENT RP_T RP_FN(polygamma)(RP_T n, RP_T x)
{
    return (RP_T)rp_polygamma_double((double)n, (double)x);
}
RP_ELEMENT RP_T RP_FN(erfinv)(RP_T x)
{
    return (RP_T)rp_erfinv_double((double)x);
}
RP_ELEMENT RP_T RP_FN(i0)(RP_T x)
{
    return (RP_T)rp_bessel_double(0, (double)x);
}
RP_ELEMENT RP_T RP_FN(i1)(RP_T x)
{
    return (RP_T)rp_bessel_double(1, (double)x);
}
#endif
