# SPDX-License-Identifier: GPL-3.0-or-later
# How a layer and a test are declared: one call each.

# One precompiled header serves every target.
function(linnet_share_pch target)
    if(NOT TARGET linnet_pch)
        # Nothing of Qt Network: not all link it, and a compiler that does not find a header of it
        # takes no precompiled one, or keeps nothing in the compiler cache.
        file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp "// Carries the precompiled header.\n")
        add_library(linnet_pch STATIC ${CMAKE_BINARY_DIR}/pch.cpp)
        set_target_properties(linnet_pch PROPERTIES AUTOMOC OFF)
        target_link_libraries(linnet_pch PRIVATE linnet_options Qt6::Core QCoro6::Core)
        target_precompile_headers(linnet_pch PRIVATE
            <QByteArray> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList>
            <QObject> <QString> <QTimer> <QCoroTask> <chrono> <coroutine> <functional> <memory>
            <optional> <string> <unordered_map> <variant> <vector>)
        foreach(ending IN ITEMS pch gch)
            file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/linnet_pch.dir/cmake_pch.hxx.${ending}.sum
                "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}\n")
        endforeach()
    endif()
    target_precompile_headers(${target} REUSE_FROM linnet_pch)
endfunction()

# linnet_add_library(<layer> SOURCES … LINK …): a layer is a static library that links only what is
# below it.
function(linnet_add_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC linnet_options ${ARG_LINK})
    linnet_share_pch(${name})
endfunction()

# linnet_add_test(<tst_name> LABELS … LINK … [TIMEOUT seconds] [SERIAL]): one Qt Test program from
# <tst_name>.cpp. SERIAL is for what keeps time: nothing else runs beside it.
function(linnet_add_test name)
    cmake_parse_arguments(ARG "SERIAL" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE linnet_options Qt6::Test ${ARG_LINK})
    target_compile_definitions(${name} PRIVATE SOURCE_ROOT="${CMAKE_SOURCE_DIR}")
    linnet_share_pch(${name})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
    if("unit" IN_LIST ARG_LABELS)
        if(NOT TARGET unit_tests)
            add_custom_target(unit_tests)
        endif()
        add_dependencies(unit_tests ${name})
    endif()
    if(ARG_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
