// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/contextcodec.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr int Version = 1;

QJsonObject toJson(const Context &context)
{
    QJsonObject json{
        {"server"_L1, context.server},
        {"device"_L1, context.device},
        {"accessToken"_L1, QString::fromLatin1(context.accessToken)},
        {"refreshToken"_L1, QString::fromLatin1(context.refreshToken)},
        {"user"_L1, QJsonObject{{"id"_L1, context.userId}, {"name"_L1, context.userName}}},
    };
    if (!context.caFile.isEmpty())
        json["caFile"_L1] = context.caFile;
    return json;
}

Context toContext(const QJsonObject &json)
{
    const QJsonObject user = json["user"_L1].toObject();
    return {.server = json["server"_L1].toString(),
            .device = json["device"_L1].toString(),
            .accessToken = json["accessToken"_L1].toString().toLatin1(),
            .refreshToken = json["refreshToken"_L1].toString().toLatin1(),
            .userId = user["id"_L1].toString(),
            .userName = user["name"_L1].toString(),
            .caFile = json["caFile"_L1].toString()};
}

} // namespace

QByteArray toText(const Contexts &contexts)
{
    QJsonObject byName;
    for (auto each = contexts.byName.begin(); each != contexts.byName.end(); ++each)
        byName[each.key()] = toJson(each.value());
    return QJsonDocument(QJsonObject{{"version"_L1, Version},
                                     {"current"_L1, contexts.current},
                                     {"contexts"_L1, byName}})
        .toJson();
}

Result<Contexts> parseContexts(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    if (json["version"_L1].toInt() != Version || !json["contexts"_L1].isObject())
        return Error{Error::Kind::InvalidInput, "configuration"_L1,
                     u"The file of contexts is damaged, or of a newer linnetctl."_s};
    Contexts contexts{.current = json["current"_L1].toString(), .byName = {}};
    const QJsonObject byName = json["contexts"_L1].toObject();
    for (auto each = byName.begin(); each != byName.end(); ++each)
        contexts.byName[each.key()] = toContext(each.value().toObject());
    return contexts;
}

} // namespace linnet::cli
