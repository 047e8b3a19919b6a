# fields.awk plugin.h: what crosses the border, as the list that dump.c prints: STRUCT(s), FIELD(s, f, "declaration"), VALUE(name).
function strip(s)   { gsub(/[ \t\n]+/, " ", s); sub(/^ /, "", s); sub(/ $/, "", s); return s }
function name_of(d) { # of a declarator: the function pointer's, the array's, or the last word
    if (match(d, /\(\*[A-Za-z_0-9]+\)/)) return substr(d, RSTART + 2, RLENGTH - 3)
    sub(/\[[^]]*\]/, "", d)
    match(d, /[A-Za-z_0-9]+ *$/)
    return strip(substr(d, RSTART))
}
function field(s, prefix, d,    n, parts, i, first) {
    d = strip(d)
    if (d == "") return
    if (d ~ /\(/) { printf "FIELD(%s, %s%s, \"%s\")\n", s, prefix, name_of(d), d; return }
    n = split(d, parts, ",")
    first = parts[1]
    sub(/[*]* *[A-Za-z_0-9]+(\[[^]]*\])* *$/, "", first)
    for (i = 1; i <= n; i++) printf "FIELD(%s, %s%s, \"%s\")\n", s, prefix, name_of(parts[i]), i == 1 ? strip(parts[1]) : strip(first " " strip(parts[i]))
}
function body(s, text,    u, inner, after, n, parts, i) {
    printf "STRUCT(%s)\n", s
    while ((u = index(text, "union {"))) {
        n = split(substr(text, 1, u - 1), parts, ";")
        for (i = 1; i <= n; i++) field(s, "", parts[i])
        inner = substr(text, u + 7)
        after = substr(inner, index(inner, "}") + 1)
        inner = substr(inner, 1, index(inner, "}") - 1)
        u = strip(substr(after, 1, index(after, ";") - 1))
        n = split(inner, parts, ";")
        for (i = 1; i <= n; i++) field(s, u ".", parts[i])
        text = substr(after, index(after, ";") + 1)
    }
    n = split(text, parts, ";")
    for (i = 1; i <= n; i++) field(s, "", parts[i])
}
function values(text,    n, parts, i) {
    n = split(text, parts, ",")
    for (i = 1; i <= n; i++) {
        sub(/=.*/, "", parts[i])
        if (strip(parts[i]) != "") printf "VALUE(%s)\n", strip(parts[i])
    }
}
/^#define RP_[A-Z0-9_]+ .*([0-9]u?|u\)|\)0\))( |$)/ { if ($2 !~ /\(/) constants[++n_constants] = $2 }
/^#/ { next }
{ all = all $0 "\n" }
END {
    while ((at = index(all, "/*"))) { # comments
        rest = substr(all, at)
        all = substr(all, 1, at - 1) substr(rest, index(rest, "*/") + 2)
    }
    for (i = 1; i <= n_constants; i++) printf "VALUE(%s)\n", constants[i]
    while (match(all, /(typedef struct [a-z_0-9]+ \{|enum \{)/)) {
        head = substr(all, RSTART, RLENGTH)
        all = substr(all, RSTART + RLENGTH)
        if (head ~ /^enum/) {
            values(substr(all, 1, index(all, "}") - 1))
            continue
        }
        split(head, word, " ")
        end = index(all, "} " word[3] ";")
        body(word[3], substr(all, 1, end - 1))
        all = substr(all, end)
    }
}
