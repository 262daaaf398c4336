// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/dialect.h"

namespace linnet {

//! \brief A family whose clients are pages: they say nothing of what they have read, go by the list
//! of who is online, and want whole URLs.
class PageDialect : public Dialect
{
public:
    ReceiptSource receipts() const override { return ReceiptSource::Presence; }
    PresenceNews presence() const override { return PresenceNews::List; }
    SocketProof socketProof() const override { return SocketProof::NamedUser; }
    bool showsUrls() const override { return true; }
    std::vector<SocketEvent> encode(const Event &event) const override
    {
        return encodeFor(event, {});
    }
    //! Pages ask for no acknowledgements; who asks all the same is told what HTTP would say.
    QJsonObject errorAcknowledgement(const Error &error) const override
    {
        return errorBody(translate(error));
    }
};

} // namespace linnet
