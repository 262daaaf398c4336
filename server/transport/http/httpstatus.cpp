// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/httpstatus.h"

namespace linnet {

int httpStatus(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::InvalidInput:
        return 400;
    case Error::Kind::Unauthenticated:
        return 401;
    case Error::Kind::Forbidden:
        return 403;
    case Error::Kind::NotFound:
        return 404;
    case Error::Kind::Conflict:
        return 409;
    case Error::Kind::Gone:
        return 410;
    case Error::Kind::TooLarge:
        return 413;
    case Error::Kind::UnsupportedType:
        return 415;
    case Error::Kind::RateLimited:
        return 429;
    case Error::Kind::Unavailable:
        return 503;
    case Error::Kind::NotOffered:
        return 501;
    case Error::Kind::Internal:
        return 500;
    }
    Q_UNREACHABLE();
}

int httpStatus(Answer::Outcome outcome)
{
    return outcome == Answer::Outcome::Created ? 201 : 200;
}

} // namespace linnet
