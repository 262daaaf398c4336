// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

#include <chrono>
#include <stop_token>

namespace linnet {

//! \brief Where requests may go, and how long one may take.
struct OutgoingRules
{
    enum class Reach {
        Public, //!< Addresses of the Internet alone.
        Anywhere, //!< This machine and its networks, too.
    };
    enum class Security { Tls, Any };

    Reach reach = Reach::Public;
    Security security = Security::Tls;
    std::chrono::milliseconds timeout = std::chrono::seconds(10); //!< For all of one request.

    friend bool operator==(const OutgoingRules &, const OutgoingRules &) = default;
};

//! \brief One request.
struct OutgoingPost
{
    QByteArray url;
    QByteArrayList headers; //!< Lines without their end; Content-Type is JSON's.
    QByteArray body;
};

//! \brief What was answered.
struct PostAnswer
{
    int status = 0;
    QByteArray head; //!< The first bytes of the body.
};

//! \brief Posts to addresses that others have said: neither to this machine nor to its networks,
//! unless that is allowed, whatever names or proxies say; without following redirects.
class HttpPoster
{
public:
    static constexpr int MostAnswerBytes = 1 << 20; //!< More ends the request.
    static constexpr int KeptAnswerBytes = 1 << 10;

    explicit HttpPoster(const OutgoingRules &rules);

    //! Blocks, but ends soon after \p stop asks it to.
    //! \return Unavailable where there is no answer: "not_public" if the address is refused, else
    //! "no_answer".
    Result<PostAnswer> post(const OutgoingPost &request, const std::stop_token &stop) const;

private:
    const OutgoingRules m_rules;
};

} // namespace linnet
