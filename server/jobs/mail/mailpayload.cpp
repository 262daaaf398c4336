// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailpayload.h"

#include "common/core/secretbox.h"

#include <QJsonDocument>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QByteArray Purpose = "mail";

qint64 toNumber(Timestamp time)
{
    return time.time_since_epoch().count();
}

Timestamp toTime(const QJsonValue &value)
{
    return Timestamp(std::chrono::milliseconds(value.toInteger()));
}

} // namespace

QByteArray toPayload(const Mail &mail, const SecretBox &box)
{
    const QJsonObject object{{u"to"_s, mail.to},
                             {u"template"_s, mail.templateName},
                             {u"language"_s, mail.language},
                             {u"values"_s, mail.values},
                             {u"key"_s, mail.key},
                             {u"expiresAt"_s, toNumber(mail.expiresAt)},
                             {u"unsubscribe"_s, mail.unsubscribe},
                             {u"context"_s, mail.context}};
    return box.seal(QJsonDocument(object).toJson(QJsonDocument::Compact), Purpose);
}

std::optional<Mail> fromPayload(const QByteArray &payload, const SecretBox &box)
{
    const auto text = box.open(payload, Purpose);
    if (!text)
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(*text).object();
    return Mail{.to = object.value(u"to"_s).toString(),
                .templateName = object.value(u"template"_s).toString(),
                .language = object.value(u"language"_s).toString(),
                .values = object.value(u"values"_s).toObject(),
                .key = object.value(u"key"_s).toString(),
                .expiresAt = toTime(object.value(u"expiresAt"_s)),
                .unsubscribe = object.value(u"unsubscribe"_s).toString(),
                .context = object.value(u"context"_s).toObject()};
}

} // namespace linnet
