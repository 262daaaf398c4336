// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/audit.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

void addNumber(QCryptographicHash &hash, qint64 number)
{
    const qint64 bytes = qToBigEndian(number);
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&bytes), sizeof(bytes)));
}

void addText(QCryptographicHash &hash, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    addNumber(hash, utf8.size());
    hash.addData(utf8);
}

SortValue valueOf(const AuditEntry &entry, QLatin1String key)
{
    if (key == "actor"_L1)
        return entry.actor;
    if (key == "action"_L1)
        return entry.action;
    return key == "target"_L1 ? SortValue(entry.target) : SortValue(qint64(0));
}

} // namespace

Actor Actor::account(UserId user, const QString &address, const QString &requestId)
{
    return {user, u"user:"_s + user.toString(), address, requestId};
}

Actor Actor::local(uid_t uid, const QString &requestId)
{
    return {{}, u"local:%1"_s.arg(uid), {}, requestId};
}

const FilterFields &auditFields()
{
    using Kind = FilterField::Kind;
    static const FilterFields list = {
        {
            {"number"_L1, Kind::Number},
            {"at"_L1, Kind::Time},
            {"actor"_L1},
            {"address"_L1, Kind::Network},
            {"request"_L1, Kind::Exact},
            {"action"_L1},
            {"target"_L1},
            {"user_id"_L1, Kind::Id},
        },
        "action"_L1,
    };
    return list;
}

const SortKeys &auditKeys()
{
    using Kind = SortKey::Kind;
    static const SortKeys keys = {{"number"_L1, Kind::Id},
                                  {"actor"_L1, Kind::Text},
                                  {"action"_L1, Kind::Text},
                                  {"target"_L1, Kind::Text}};
    return keys;
}

ListPlace placeOf(const AuditEntry &entry, const ListOrder &order)
{
    return {entry.number, valueOf(entry, order.by.name)};
}

QByteArray chainHash(const QByteArray &previous, const AuditEntry &entry)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previous);
    addNumber(hash, entry.number);
    addNumber(hash, entry.at.time_since_epoch().count());
    for (const QString &text : {entry.actor, entry.address, entry.requestId, entry.action,
                                entry.target, entry.before, entry.after})
        addText(hash, text);
    return hash.result();
}

} // namespace linnet
