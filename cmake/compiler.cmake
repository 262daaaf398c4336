# SPDX-License-Identifier: GPL-3.0-or-later
# The language, the warnings and the tools every target shares.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
    message(FATAL_ERROR
        "g++ ${CMAKE_CXX_COMPILER_VERSION} miscompiles coroutines. "
        "On Debian 12 install the package clang-16 and configure with "
        "-DCMAKE_CXX_COMPILER=clang++-16; on Debian 13 use g++ 14.")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)

find_program(LINNET_CCACHE ccache)
if(LINNET_CCACHE)
    # A precompiled header names the folder it was made in. The text it is made from is part of a key
    # anyhow, so a sum of ours (linnet_share_pch) stands for its bytes. Another checkout still misses:
    # CMake hands the header's path to clang in a way that ccache does not make relative.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true CCACHE_PCH_EXTSUM=true
        CCACHE_INODECACHE=true ${LINNET_CCACHE})
endif()
find_program(LINNET_MOLD mold)

add_library(linnet_options INTERFACE)
target_include_directories(linnet_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(linnet_options INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_FOREACH
    QT_NO_URL_CAST_FROM_STRING
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    LINNET_VERSION="${PROJECT_VERSION}")
target_compile_options(linnet_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(linnet_options INTERFACE -Xclang -fno-pch-timestamp)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Unlike clang, g++ also means members that a designated initializer leaves to their defaults.
    target_compile_options(linnet_options INTERFACE -Wno-missing-field-initializers)
endif()
if(LINNET_MOLD)
    target_link_options(linnet_options INTERFACE -fuse-ld=mold)
endif()

option(LINNET_WERROR "Treat warnings as errors" OFF)
# Under a sanitizer, g++ also warns of code that it has put in itself.
if(LINNET_WERROR AND NOT (LINNET_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU"))
    target_compile_options(linnet_options INTERFACE -Werror)
endif()

set(LINNET_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
if(LINNET_SANITIZE)
    target_compile_options(linnet_options INTERFACE
        -fsanitize=${LINNET_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(linnet_options INTERFACE -fsanitize=${LINNET_SANITIZE})
endif()
