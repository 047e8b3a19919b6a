# Copies the public headers into one folder; `#include "core/value.h"` becomes `#include "reprise/value.h"`.
# cmake "-DHEADERS=a;b" -DOUT=<folder> -P headers.cmake
foreach(header ${HEADERS})
    get_filename_component(name ${header} NAME)
    file(READ ${header} text)
    string(REGEX REPLACE "#include \"[a-z_/]*/([a-z_]+\\.h)\"" "#include \"reprise/\\1\"" text "${text}")
    file(WRITE ${OUT}/${name}.new "${text}")
    execute_process(COMMAND ${CMAKE_COMMAND} -E copy_if_different ${OUT}/${name}.new ${OUT}/${name})
    file(REMOVE ${OUT}/${name}.new)
endforeach()
