# SPDX-License-Identifier: GPL-3.0-or-later
# What each Debian release calls what the project needs. Sourced by ./dev, which sets `release`.

build_packages=(
    cmake ninja-build ccache mold
    qt6-base-dev qt6-httpserver-dev qt6-websockets-dev libqt6sql6-sqlite qcoro-qt6-dev
    libssl-dev libsqlite3-dev libexpected-dev libtomlplusplus-dev libcurl4-openssl-dev libcrypt-dev
    libargon2-dev libqrencode-dev libcli11-dev zlib1g-dev libarchive-dev libsodium-dev libmimalloc-dev
    pkgconf
)
case $release in
    12)
        compiler=clang++-16
        build_packages+=(clang-16)
        test_packages=(libclang-rt-16-dev clang-format-14 clang-tidy-16)
        tsan_packages=(llvm-16) # Of its version, to read the names that suppressions go by.
        ;;
    *) # Debian 13 and what derives from it; its formatter's version lays out code differently.
        compiler=g++-14
        build_packages+=(g++-14)
        test_packages=()
        tsan_packages=()
        ;;
esac
test_packages+=(
    git openssl sqlite3 chromium zsh fish man-db groff-base
    python3-socketio python3-aiohttp python3-requests python3-websocket
)

# A newer Node.js than the distribution's is welcome, so these are asked for only where none is.
node_packages=(nodejs npm)
