# The build's own functions: flags, generated lists, public headers, plugins, install.

function(reprise_compile_flags)
    add_compile_definitions(_GNU_SOURCE)
    set(warnings -Wall -Wextra -Wpedantic -Wshadow -Wundef -Wvla -Wwrite-strings -Wstrict-prototypes -Wmissing-prototypes)
    if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
        list(APPEND warnings -Wjump-misses-init)
    endif()
    if(REPRISE_WERROR)
        list(APPEND warnings -Werror)
    endif()
    add_compile_options("$<$<COMPILE_LANGUAGE:C>:${warnings}>" -fexceptions -fno-math-errno)
    # Our own calls of exported functions stay inside: inlined where they are small, without the linkage table elsewhere.
    add_compile_options(-fno-semantic-interposition)
    add_link_options(-Wl,-Bsymbolic-functions)
    if(REPRISE_SANITIZE STREQUAL "address")
        add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
        add_link_options(-fsanitize=address,undefined)
    elseif(REPRISE_SANITIZE)
        add_compile_options(-fsanitize=${REPRISE_SANITIZE} -fno-omit-frame-pointer)
        add_link_options(-fsanitize=${REPRISE_SANITIZE})
    endif()
endfunction()

# generated/op_list.inc: one table per file of dispatch/ops, named after the file; a missing table is a link error.
# generated/mode_list.inc: the rp_mode_type that a file of modes/ ends with, for the files that have one.
function(reprise_generate_lists rows modes)
    set(externs "")
    set(items "")
    foreach(file ${rows})
        get_filename_component(stem ${file} NAME_WE)
        string(APPEND externs "extern const rp_op_row rp_op_${stem}[];\n")
        string(APPEND items "    rp_op_${stem},\n")
    endforeach()
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/op_list.inc CONTENT
         "/* made by CMake from the files of dispatch/ops */\n${externs}const rp_op_row *const rp_builtin_rows[] = {\n${items}    NULL,\n};\n" @ONLY)
    set(externs "")
    set(items "")
    foreach(file ${modes})
        file(STRINGS ${file} found REGEX "^const rp_mode_type rp_mode_type_[a-z_0-9]+ =")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        foreach(line ${found})
            string(REGEX REPLACE "^const rp_mode_type (rp_mode_type_[a-z_0-9]+) =.*" "\\1" name "${line}")
            string(APPEND externs "extern const rp_mode_type ${name};\n")
            string(APPEND items "    &${name},\n")
        endforeach()
    endforeach()
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/mode_list.inc CONTENT
         "/* made by CMake from the files of modes */\n${externs}static const rp_mode_type *const builtin_modes[] = {\n${items}    NULL,\n};\n" @ONLY)
endfunction()

# generated/static_plugins.inc: the queries of the plugins that are linked in (REPRISE_STATIC_PLUGINS).
function(reprise_generate_static_plugins)
    set(externs "")
    set(items "")
    foreach(name ${REPRISE_STATIC_PLUGINS})
        string(MAKE_C_IDENTIFIER ${name} id)
        string(APPEND externs "extern const rp_plugin *rp_plugin_query_${id}(uint16_t host_major, uint16_t host_minor);\n")
        string(APPEND items "    {\"${name}\", rp_plugin_query_${id}},\n")
    endforeach()
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/static_plugins.inc CONTENT
         "/* made by CMake from REPRISE_STATIC_PLUGINS */\n${externs}static const struct {\n    const char *name;\n    rp_query_fn query;\n} static_plugins[] = {\n${items}    {NULL, NULL},\n};\n" @ONLY)
endfunction()

# Called by a plugin's folder when the plugin is to be linked in: an archive with its query under a name of its own.
#   reprise_static_plugin(name SOURCES ... [LIBRARIES ...] [OPTIONS ...] [INCLUDES ...] [DEFINITIONS ...])
function(reprise_static_plugin name)
    cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES;OPTIONS;INCLUDES;DEFINITIONS" ${ARGN})
    string(MAKE_C_IDENTIFIER ${name} id)
    add_library(static_${name} STATIC ${arg_SOURCES})
    target_include_directories(static_${name} PRIVATE ${CMAKE_BINARY_DIR}/include ${arg_INCLUDES})
    target_compile_options(static_${name} PRIVATE ${arg_OPTIONS})
    target_compile_definitions(static_${name} PRIVATE ${arg_DEFINITIONS} rp_plugin_query=rp_plugin_query_${id})
    target_link_libraries(static_${name} PRIVATE ${arg_LIBRARIES})
    add_dependencies(static_${name} reprise_headers)
    target_link_libraries(reprise_objects PUBLIC static_${name})
endfunction()

# include/reprise: the public headers as they are installed (flat, including each other as "reprise/x.h"), and plugin.h.
set(REPRISE_PUBLIC_HEADERS
    core/status.h core/value.h core/dtype.h core/memory.h core/device.h core/tensor.h core/rng.h core/log.h core/state.h
    core/autograd.h dispatch/op.h dispatch/mode.h dispatch/init.h dispatch/ops.h dispatch/gradcheck.h dispatch/function.h modes/autocast.h modes/capture_logs.h
    modes/count.h modes/default_device.h modes/saved_mutation.h
    modes/checkpoint/checkpoint.h modes/checkpoint/identifiers.h modes/reprise.h)
function(reprise_public_headers)
    set(sources "")
    foreach(header ${REPRISE_PUBLIC_HEADERS})
        if(EXISTS ${CMAKE_SOURCE_DIR}/${header})
            list(APPEND sources ${CMAKE_SOURCE_DIR}/${header})
        endif()
    endforeach()
    set(include ${CMAKE_BINARY_DIR}/include/reprise)
    add_custom_command(
        OUTPUT ${include}/.stamp
        COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DOUT=${include}/plugin.h -P ${CMAKE_SOURCE_DIR}/tools/cmake/amalgamate.cmake
        COMMAND ${CMAKE_COMMAND} "-DHEADERS=${sources}" -DOUT=${include} -P ${CMAKE_SOURCE_DIR}/tools/cmake/headers.cmake
        COMMAND ${CMAKE_COMMAND} -E touch ${include}/.stamp
        DEPENDS ${sources} ${CMAKE_SOURCE_DIR}/dispatch/plugin.in.h ${CMAKE_SOURCE_DIR}/dispatch/host.h ${CMAKE_SOURCE_DIR}/tools/cmake/amalgamate.cmake
                ${CMAKE_SOURCE_DIR}/tools/cmake/headers.cmake
        VERBATIM)
    add_custom_target(reprise_headers ALL DEPENDS ${include}/.stamp)
endfunction()

# reprise_plugin(name SOURCES... [LIBRARIES ...] [OPTIONS ...]): plugins/<name>.so, built with plugin.h and nothing of ours linked.
function(reprise_plugin name)
    cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES;OPTIONS;INCLUDES;DEFINITIONS" ${ARGN})
    add_library(plugin_${name} MODULE ${arg_SOURCES})
    set_target_properties(plugin_${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name}
                          LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins)
    target_include_directories(plugin_${name} PRIVATE ${CMAKE_BINARY_DIR}/include ${arg_INCLUDES})
    target_compile_options(plugin_${name} PRIVATE ${arg_OPTIONS})
    target_compile_definitions(plugin_${name} PRIVATE ${arg_DEFINITIONS})
    target_link_libraries(plugin_${name} PRIVATE ${arg_LIBRARIES})
    add_dependencies(plugin_${name} reprise_headers)
    install(TARGETS plugin_${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/reprise/plugins)
endfunction()

function(reprise_install)
    install(TARGETS reprise LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(DIRECTORY ${CMAKE_BINARY_DIR}/include/reprise DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
    configure_file(${CMAKE_SOURCE_DIR}/tools/cmake/reprise.pc.in ${CMAKE_BINARY_DIR}/reprise.pc @ONLY)
    install(FILES ${CMAKE_BINARY_DIR}/reprise.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
    configure_package_config_file(${CMAKE_SOURCE_DIR}/tools/cmake/repriseConfig.cmake.in ${CMAKE_BINARY_DIR}/repriseConfig.cmake
                                  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/reprise
                                  PATH_VARS CMAKE_INSTALL_FULL_LIBDIR CMAKE_INSTALL_FULL_INCLUDEDIR)
    write_basic_package_version_file(${CMAKE_BINARY_DIR}/repriseConfigVersion.cmake COMPATIBILITY SameMajorVersion)
    install(FILES ${CMAKE_BINARY_DIR}/repriseConfig.cmake ${CMAKE_BINARY_DIR}/repriseConfigVersion.cmake
            DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/reprise)
endfunction()
