# compare.awk TABLE DUMP: what the table has must stand in the dump unchanged; new fields come behind the end of a struct that
# tells its size, and raise RP_ABI_MINOR. Prints what is wrong, exit status 1; appends are named.
function wrong(text) { print text; failed = 1 }
FNR == 1 { file++ }
{ key = $1 " " $2 }
file == 1 {
    old[key] = $0
    order[++n] = key
    if ($1 == "field" && $2 ~ /\.size$/) { split($2, part, "."); sized[part[1]] = 1 }
    if ($1 == "struct") old_size[$2] = $3
    next
}
{
    now[key] = $0
    if ($1 == "struct") size[$2] = $3
    if (key in old) next
    if ($1 == "field") {
        split($2, part, ".")
        if (!(part[1] in old_size)) next # a new struct
        if (!(part[1] in sized)) wrong($2 ": " part[1] " does not tell its size, so no field can be added")
        else if ($3 < old_size[part[1]]) wrong($2 ": lies at " $3 ", inside the " old_size[part[1]] " bytes that older plugins know")
    }
    if ($1 == "field") appended[++n_appended] = $0
}
END {
    for (i = 1; i <= n; i++) {
        key = order[i]
        split(old[key], a, " ")
        split(now[key], b, " ")
        if (key == "value RP_ABI_MINOR") {
            if (b[3] < a[3]) wrong("RP_ABI_MINOR fell from " a[3] " to " b[3])
            raised = b[3] > a[3]
        } else if (!(key in now)) {
            wrong(key " is gone; it was: " old[key])
        } else if (a[1] == "struct" && a[2] in sized ? b[3] < a[3] : now[key] != old[key]) {
            wrong("was: " old[key] "\nis:  " now[key])
        }
    }
    for (i = 1; i <= n_appended; i++) print "appended: " appended[i]
    if (n_appended && !raised) wrong("fields were appended, but RP_ABI_MINOR is what it was")
    exit failed
}
