// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class SessionService;
}

namespace linnet::phone {

//! \brief Where one is signed in, whichever dialect opened the session.
class PhoneSessionApi
{
public:
    explicit PhoneSessionApi(SessionService &sessions);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> list(Call call);
    QCoro::Task<Result<Answer>> rename(Call call);
    QCoro::Task<Result<Answer>> end(Call call);
    QCoro::Task<Result<Answer>> endOthers(Call call);

    SessionService &m_sessions;
};

} // namespace linnet::phone
