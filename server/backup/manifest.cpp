// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/manifest.h"

#include "server/backup/backuperror.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace linnet::backup {

using namespace Qt::StringLiterals;

QByteArray toJson(const Manifest &manifest)
{
    QJsonObject rows;
    for (const auto &[table, count] : manifest.rows)
        rows[table] = count;
    QJsonObject sums;
    for (const auto &[member, sum] : manifest.sums)
        sums[member] = QString::fromLatin1(sum.toHex());
    const QJsonObject object{{"format"_L1, Manifest::Format},
                             {"server"_L1, manifest.server},
                             {"schema"_L1, manifest.schema},
                             {"createdAt"_L1, toIso(manifest.createdAt)},
                             {"rows"_L1, rows},
                             {"sha256"_L1, sums},
                             {"media"_L1,
                              QJsonObject{{"count"_L1, manifest.media},
                                          {"bytes"_L1, manifest.mediaBytes},
                                          {"lost"_L1, manifest.lostMedia}}}};
    return QJsonDocument(object).toJson();
}

Result<Manifest> parseManifest(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const int format = object["format"_L1].toInt();
    if (format > Manifest::Format)
        return Error{Error::Kind::InvalidInput, "backup_newer"_L1,
                     u"Linnet %1 made this backup, in a format that this one does not know."_s.arg(
                         object["server"_L1].toString())};
    const auto createdAt = parseIso(object["createdAt"_L1].toString());
    if (format != Manifest::Format || !createdAt)
        return damaged(u"its manifest is not readable"_s);
    Manifest manifest{.server = object["server"_L1].toString(),
                      .schema = object["schema"_L1].toInt(),
                      .createdAt = *createdAt};
    const QJsonObject rows = object["rows"_L1].toObject();
    for (auto row = rows.begin(); row != rows.end(); ++row)
        manifest.rows[row.key()] = row.value().toInteger();
    const QJsonObject sums = object["sha256"_L1].toObject();
    for (auto sum = sums.begin(); sum != sums.end(); ++sum)
        manifest.sums[sum.key()] = QByteArray::fromHex(sum.value().toString().toLatin1());
    const QJsonObject media = object["media"_L1].toObject();
    manifest.media = media["count"_L1].toInteger();
    manifest.mediaBytes = media["bytes"_L1].toInteger();
    manifest.lostMedia = media["lost"_L1].toInteger();
    return manifest;
}

} // namespace linnet::backup
