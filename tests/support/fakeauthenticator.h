// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/authenticator.h"

namespace linnet::test {

//! \brief Knows Alice's token "alice", Bob's "bob", "other" of another dialect, and one that has
//! expired, "late".
class FakeAuthenticator : public Authenticator
{
public:
    Result<Identity> authenticate(QByteArrayView token) const override
    {
        using namespace Qt::StringLiterals;
        if (token == "alice")
            return Identity{UserId(1), SessionId(11), u"phone"_s, u"+911111111111"_s, u"one"_s, {}};
        if (token == "bob")
            return Identity{UserId(2),          SessionId(12), u"tablet"_s,
                            u"+912222222222"_s, u"one"_s,      {}};
        if (token == "other")
            return Identity{UserId(3),          SessionId(13), u"tablet"_s,
                            u"+913333333333"_s, u"two"_s,      {}};
        if (token == "late")
            return Error{Error::Kind::Unauthenticated, "token_expired"_L1, u"Token expired"_s};
        return Error{Error::Kind::Unauthenticated, "invalid_token"_L1, u"Invalid token"_s};
    }
};

} // namespace linnet::test
