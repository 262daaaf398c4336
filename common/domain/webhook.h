// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/domain/filter.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace linnet {

using WebhookId = Id<struct WebhookTag>;
using DeliveryId = Id<struct DeliveryTag>;

//! \brief What another program can be told of.
enum class WebhookEvent {
    AccountCreated,
    AccountSuspended,
    AccountErased,
    SessionStarted,
    SessionEnded,
    GroupCreated,
    GroupDissolved,
    ReportOpened,
    Test, //!< Asked for by those who run the server; every webhook hears it.
};

//! \return e.g. "account.created".
QLatin1String nameOf(WebhookEvent event);
//! \return the names of all that a webhook can be told of, but for tests.
QStringList webhookEventNames();

//! \brief Where another program wants to be told of what happens.
struct Webhook
{
    enum class State {
        On,
        Off, //!< By those who run the server.
        GivenUp, //!< It did not answer for too long.
    };

    WebhookId id;
    QString name; //!< For people.
    QString url;
    QStringList events; //!< Of webhookEventNames().
    State state = State::On;
    std::optional<Timestamp> failingSince = {}; //!< None: the last delivery was taken.
    std::optional<Timestamp> oldSecretUntil = {}; //!< Until then the old secret signs, too.
    Timestamp createdAt{};
    Timestamp updatedAt{};

    friend bool operator==(const Webhook &, const Webhook &) = default;
};

//! \return e.g. "given_up".
QLatin1String nameOf(Webhook::State state);

//! \brief One thing that a webhook is told.
struct WebhookDelivery
{
    enum class State { Pending, Delivered, Failed };

    DeliveryId id;
    WebhookId webhook;
    QString event; //!< As nameOf() says it.
    QString body; //!< JSON, as it is sent.
    State state = State::Pending;
    int attempts = 0; //!< Made so far.
    int status = 0; //!< Of HTTP, in the last answer; 0: there was none.
    std::chrono::milliseconds duration{}; //!< Of the last attempt.
    QString answer = {}; //!< The first bytes of the last one.
    QString problem = {}; //!< Why the last attempt failed.
    Timestamp createdAt{};
    Timestamp updatedAt{};

    friend bool operator==(const WebhookDelivery &, const WebhookDelivery &) = default;
};

//! \return e.g. "delivered".
QLatin1String nameOf(WebhookDelivery::State state);

//! \return what a list of deliveries can be asked by.
const FilterFields &deliveryFields();

//! \return what is sent beside \p body so that its receiver can tell who sent it, and when:
//! "t=<seconds since 1970>,v1=<HMAC>", with a v1 for each of \p secrets. An HMAC is SHA-256's, in
//! hexadecimal, of the seconds, a dot and the body.
QByteArray webhookSignature(const QByteArray &body, const QByteArrayList &secrets, Timestamp at);

} // namespace linnet
