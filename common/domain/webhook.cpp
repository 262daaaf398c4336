// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/webhook.h"

#include <QMessageAuthenticationCode>

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Events = {"account.created"_L1, "account.suspended"_L1, "account.erased"_L1,
                               "session.started"_L1, "session.ended"_L1,     "group.created"_L1,
                               "group.dissolved"_L1, "report.opened"_L1,     "test"_L1};
constexpr std::array DeliveryStates = {"pending"_L1, "delivered"_L1, "failed"_L1};

} // namespace

QLatin1String nameOf(WebhookEvent event)
{
    return Events.at(size_t(event));
}

QStringList webhookEventNames()
{
    QStringList names;
    for (const QLatin1String &name : Events) {
        if (name != nameOf(WebhookEvent::Test))
            names.append(name);
    }
    return names;
}

QLatin1String nameOf(Webhook::State state)
{
    constexpr std::array Names = {"on"_L1, "off"_L1, "given_up"_L1};
    return Names.at(size_t(state));
}

QLatin1String nameOf(WebhookDelivery::State state)
{
    return DeliveryStates.at(size_t(state));
}

const FilterFields &deliveryFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {{
        {"id"_L1, Kind::Id},
        {"event"_L1, Kind::Exact, webhookEventNames() + QStringList{nameOf(WebhookEvent::Test)}},
        {"state"_L1, Kind::Exact, {u"pending"_s, u"delivered"_s, u"failed"_s}},
        {"status"_L1, Kind::Number},
        {"attempts"_L1, Kind::Number},
        {"created"_L1, Kind::Time},
        {"updated"_L1, Kind::Time},
    }};
    return list;
}

QByteArray webhookSignature(const QByteArray &body, const QByteArrayList &secrets, Timestamp at)
{
    using std::chrono::duration_cast, std::chrono::seconds;
    const QByteArray time =
        QByteArray::number(qint64(duration_cast<seconds>(at.time_since_epoch()).count()));
    QByteArray signature = "t=" + time;
    for (const QByteArray &secret : secrets) {
        const QByteArray code =
            QMessageAuthenticationCode::hash(time + '.' + body, secret, QCryptographicHash::Sha256);
        signature += ",v1=" + code.toHex();
    }
    return signature;
}

} // namespace linnet
