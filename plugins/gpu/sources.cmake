# What cuda, hip and the emulated device compile: gpu_sources and gpu_includes, and the list of kernel tables, gpu_list.inc.
set(gpu_folder ${CMAKE_CURRENT_LIST_DIR})
set(gpu_includes ${CMAKE_BINARY_DIR}/include ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/plugins/gpu/include)
file(GLOB gpu_sources CONFIGURE_DEPENDS ${gpu_folder}/*.cu)
if(REPRISE_SANITIZE STREQUAL "thread") # what threads share is in the runtime; some kernels that give it work
    list(FILTER gpu_sources INCLUDE REGEX "/(capture|copy|device|fill|library|memory|plugin|pointwise[a-z0-9_]*|profile|random|reduce|sum)[.]cu$")
endif()
set(externs "")
set(items "")
foreach(file ${gpu_sources})
    get_filename_component(stem ${file} NAME_WE)
    file(STRINGS ${file} table REGEX "^GPU_TABLE\\(${stem}\\)")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    if(table)
        string(APPEND externs "extern rp_kernel_row gpu_${stem}[];\n")
        string(APPEND items "    gpu_${stem},\n")
    endif()
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/plugins/gpu/include/gpu_list.inc CONTENT
     "/* made by CMake from the files of plugins/gpu */\n${externs}static const rp_kernel_row *const tables[] = {\n${items}    nullptr,\n};\n" @ONLY)

# Can `compiler` make an object of a kernel with these flags? Asked once a build folder: a runtime's headers take seconds.
function(gpu_probe result compiler)
    string(MAKE_C_IDENTIFIER "REPRISE_GPU_PROBE_${compiler} ${ARGN}" answer)
    if(NOT DEFINED ${answer})
        file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/probe.cu "#include \"plugins/gpu/runtime.h\"\nGPU_KERNEL kernel(int *p) { *p = 1; }\nvoid launch(int *p) { kernel<<<1, 1>>>(p); }\n")
        execute_process(COMMAND ${compiler} ${ARGN} -std=c++20 -I ${CMAKE_SOURCE_DIR} -c probe.cu -o probe.o WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
                        RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
        if(status EQUAL 0)
            set(text "")
        elseif(text MATCHES "([^\n]*error[^\n]*)")
            set(text "${CMAKE_MATCH_1}")
        else()
            set(text "exit status ${status}")
        endif()
        set(${answer} "${text}" CACHE INTERNAL "what it said, nothing if it could")
    endif()
    set(${result} "${${answer}}" PARENT_SCOPE)
endfunction()

# plugins/<name>.so of the sources and of the .cu files of its own folder: gpu_plugin(name COMPILER command ... LIBRARIES ...). By custom commands, because CMake's own CUDA takes
# every flag of the C files, and makes the code for each processor from the source, which takes three times as long.
function(gpu_plugin name)
    cmake_parse_arguments(arg "" "" "COMPILER;LIBRARIES" ${ARGN})
    list(TRANSFORM gpu_includes PREPEND -I OUTPUT_VARIABLE includes)
    set(objects "")
    file(GLOB own CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cu) # the vendor's libraries
    foreach(file ${gpu_sources} ${own})
        get_filename_component(stem ${file} NAME_WE)
        set(object ${CMAKE_CURRENT_BINARY_DIR}/${stem}.o)
        add_custom_command(OUTPUT ${object}
                           COMMAND ${arg_COMPILER} -std=c++20 -O3 -D_GNU_SOURCE ${includes} -MD -MF ${object}.d -c ${file} -o ${object}
                           DEPENDS ${file} reprise_headers DEPFILE ${object}.d COMMENT "${name}: ${stem}.cu" VERBATIM)
        list(APPEND objects ${object})
    endforeach()
    reprise_plugin(${name} SOURCES ${objects} LIBRARIES ${arg_LIBRARIES} m)
    set_target_properties(plugin_${name} PROPERTIES LINKER_LANGUAGE C INSTALL_RPATH_USE_LINK_PATH ON)
    target_link_options(plugin_${name} PRIVATE -Wl,-z,defs -Wl,--exclude-libs,ALL)
endfunction()
