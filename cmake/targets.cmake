# SPDX-License-Identifier: GPL-3.0-or-later
# How a layer and a test are declared: one call each.

# linnet_share_pch(<target> [<carrier> LINK … HEADERS …]): takes the precompiled header that carrier
# made; the first call that names it makes it. By default linnet_pch, which serves every target.
#
# A header must be found by everybody who takes it: a compiler that does not find one takes no
# precompiled one, or keeps nothing in the compiler cache. So linnet_pch has nothing of Qt Network.
function(linnet_share_pch target)
    cmake_parse_arguments(ARG "" "" "LINK;HEADERS" ${ARGN})
    set(carrier linnet_pch)
    if(ARG_UNPARSED_ARGUMENTS)
        set(carrier ${ARG_UNPARSED_ARGUMENTS})
    endif()
    if(NOT TARGET ${carrier})
        file(WRITE ${CMAKE_BINARY_DIR}/${carrier}.cpp "// Carries the precompiled header.\n")
        add_library(${carrier} STATIC ${CMAKE_BINARY_DIR}/${carrier}.cpp)
        set_target_properties(${carrier} PROPERTIES AUTOMOC OFF)
        target_link_libraries(${carrier} PRIVATE linnet_options Qt6::Core QCoro6::Core ${ARG_LINK})
        # Linking Qt6::Test would define the folder of the test, of which each has its own.
        target_include_directories(${carrier} SYSTEM PRIVATE
            $<$<TARGET_EXISTS:Qt6::Test>:$<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>>)
        target_precompile_headers(${carrier} PRIVATE
            <QByteArray> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList>
            <QObject> <QString> <QTimer> <QCoroTask> <chrono> <condition_variable> <coroutine> <deque>
            <functional> <map> <memory> <mutex> <optional> <string> <thread> <unordered_map> <variant>
            <vector> ${ARG_HEADERS})
        foreach(ending IN ITEMS pch gch)
            file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${carrier}.dir/cmake_pch.hxx.${ending}.sum
                "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}\n")
        endforeach()
    endif()
    # A macro that only a shared library defines would cost it the header.
    set_target_properties(${target} PROPERTIES DEFINE_SYMBOL "")
    target_precompile_headers(${target} REUSE_FROM ${carrier})
endfunction()

# linnet_add_library(<layer> SOURCES … LINK …): a layer is a library that links only what is below it.
# It is static in a release, one file a program; where tests are built, BUILD_SHARED_LIBS keeps it from
# being in each of some hundreds of programs (20 GB of them under a sanitizer).
function(linnet_add_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC linnet_options ${ARG_LINK})
    linnet_share_pch(${name})
endfunction()

# linnet_add_fixture(<test_name> HEADER … SOURCES … LINK …): what tests stand on, compiled once. Who links
# it also takes the precompiled form of its header, which is half of the time that compiling a test takes.
function(linnet_add_fixture name)
    cmake_parse_arguments(ARG "" "HEADER" "SOURCES;LINK" ${ARGN})
    add_library(${name} ${ARG_SOURCES} ${ARG_HEADER})
    target_link_libraries(${name} PUBLIC linnet_options ${ARG_LINK})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF
        LINNET_HEADER "${CMAKE_CURRENT_SOURCE_DIR}/${ARG_HEADER}")
    linnet_share_pch(${name})
endfunction()

# The precompiled header of a test: that of the first fixture it links which has one.
function(linnet_share_test_pch target)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # It takes no header that asks for a macro which only some define, as Qt Test's does.
        linnet_share_pch(${target})
        return()
    endif()
    set(headers <QTest> <QDir> <QTemporaryDir> <QThread> <filesystem> <future> <set> <unordered_set>)
    foreach(fixture IN LISTS ARGN)
        if(TARGET ${fixture})
            get_target_property(header ${fixture} LINNET_HEADER)
            if(header)
                linnet_share_pch(${target} ${fixture}_pch LINK ${fixture} HEADERS ${headers} "${header}")
                return()
            endif()
        endif()
    endforeach()
    linnet_share_pch(${target} linnet_test_pch HEADERS ${headers})
endfunction()

# linnet_add_test(<tst_name> LABELS … LINK … [SERIAL]): one Qt Test program from <tst_name>.cpp.
# SERIAL is for what keeps time: nothing else runs beside it. One that hangs is ended after ten
# minutes, which is more than a busy machine with sanitizers takes for any of them.
function(linnet_add_test name)
    cmake_parse_arguments(ARG "SERIAL" "" "SOURCES;LINK;LABELS" ${ARGN})
    # Only <tst_name>.cpp has something for moc: called for that file, it takes a tenth of what
    # looking for more in each of the tests does.
    set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}_moc/${name}.moc)
    add_executable(${name} ${name}.cpp ${ARG_SOURCES} ${moc})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${name}_moc)
    qt_generate_moc(${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp ${moc} TARGET ${name})
    target_link_libraries(${name} PRIVATE linnet_options Qt6::Test ${ARG_LINK})
    target_compile_definitions(${name} PRIVATE SOURCE_ROOT="${CMAKE_SOURCE_DIR}")
    linnet_share_test_pch(${name} ${ARG_LINK})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 600 LABELS "${ARG_LABELS}")
    if(ARG_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
