// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/usereraseverify.h"

#include "cli/commands/erasuretable.h"
#include "cli/commands/invocation.h"
#include "common/domain/erasurereceipt.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qint64 MostBytes = 64 << 10;

//! \return the receipt in \p path, which may be one alone, or what -o json or ndjson shows.
Result<QByteArray> receiptIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::InvalidInput, "io"_L1,
                     u"%1 cannot be read: %2."_s.arg(path, file.errorString())};
    const QByteArray text = file.read(MostBytes);
    const QJsonObject shown = QJsonDocument::fromJson(text).object();
    const QJsonObject row =
        shown.contains("items"_L1) ? shown["items"_L1].toArray().at(0).toObject() : shown;
    return row.contains("receipt"_L1) ? row["receipt"_L1].toString().toLatin1() : text;
}

Error anotherKey(const QString &key)
{
    return {Error::Kind::InvalidInput, "receipt_invalid"_L1,
            u"The receipt was signed with another key: %1."_s.arg(key)};
}

} // namespace

Declaration UserEraseVerify::declaration()
{
    return {
        .name = u"user erase-verify"_s,
        .summary = u"Check that the receipt of an erasure is as a server signed it."_s,
        .examples = {u"linnetctl user erase-verify receipt"_s,
                     u"linnetctl user erase-verify receipt --key "
                     "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"_s},
        .arguments = {{u"FILE"_s, u"A receipt, or what erase-receipt -o json shows."_s, &m_file}},
        .options = {
            {u"--key"_s, u"KEY"_s, u"The public key that it has to be signed with."_s, &m_key}}};
}

Result<> UserEraseVerify::run(Invocation &invocation)
{
    const auto text = receiptIn(m_file);
    if (!text)
        return text.error();
    const auto receipt = verifyReceipt(*text);
    if (!receipt)
        return receipt.error();
    const QString key = QString::fromLatin1(receipt->publicKey.toBase64(
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    if (!m_key.isEmpty() && m_key != key)
        return anotherKey(key);
    QJsonObject shown = receipt->claims;
    shown["key"_L1] = key;
    return invocation.show(receiptTable(), shown);
}

} // namespace linnet::cli
