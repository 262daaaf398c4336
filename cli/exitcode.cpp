// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exitcode.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! What went wrong on this side, which no kind of a server's error tells apart.
constexpr std::array<std::pair<QLatin1String, ExitCode>, 6> OwnCodes = {{
    {"usage"_L1, ExitCode::Usage},
    {"server_address"_L1, ExitCode::Usage},
    {"io"_L1, ExitCode::InputOutput},
    {"protocol"_L1, ExitCode::Protocol},
    {"configuration"_L1, ExitCode::Configuration},
    {"interrupted"_L1, ExitCode::Interrupted},
}};

} // namespace

ExitCode exitCode(const Error &error)
{
    const auto *const own = std::find_if(OwnCodes.begin(), OwnCodes.end(), [&](const auto &each) {
        return each.first == error.code;
    });
    if (own != OwnCodes.end())
        return own->second;
    switch (error.kind) {
    case Error::Kind::InvalidInput:
    case Error::Kind::TooLarge:
    case Error::Kind::UnsupportedType:
        return ExitCode::Data;
    case Error::Kind::Unauthenticated:
    case Error::Kind::Forbidden:
        return ExitCode::NoPermission;
    case Error::Kind::NotFound:
    case Error::Kind::Gone:
        return ExitCode::NoInput;
    case Error::Kind::Conflict:
        return ExitCode::CannotCreate;
    case Error::Kind::RateLimited:
        return ExitCode::Temporary;
    case Error::Kind::Unavailable:
    case Error::Kind::NotOffered:
        return ExitCode::Unavailable;
    case Error::Kind::Internal:
        return ExitCode::Internal;
    }
    Q_UNREACHABLE();
}

} // namespace linnet::cli
