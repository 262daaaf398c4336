// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/configrules.h"

#include "common/core/networklist.h"
#include "server/app/otpsettings.h"
#include "server/jobs/mail/mailaddress.h"
#include "server/services/identity/rsakey.h"

#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <openssl/crypto.h>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! \return \p text as browsers write an origin; nothing if it says more, or something else.
std::optional<QString> originOf(const QString &text)
{
    if (text.isEmpty())
        return text;
    const QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    const bool isBare = url.path().isEmpty() || url.path() == u"/"_s;
    if (!url.isValid() || !isHttp || url.host().isEmpty() || !isBare || url.hasQuery()
        || url.hasFragment() || !url.userInfo().isEmpty())
        return std::nullopt;
    return QString::fromLatin1(url.toEncoded(QUrl::RemovePath));
}

Result<RsaKey> readKey(const QString &path)
{
    QFile file(path);
    QByteArray pem = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    auto key = RsaKey::fromPem(pem);
    OPENSSL_cleanse(pem.data(), size_t(pem.size()));
    return key;
}

void checkMail(const Config::Mail &mail, const RuleReport &report)
{
    if (!mail.host.isEmpty() && mail.from.isEmpty())
        report("mail.host"_L1, u"needs from beside it"_s);
    if (mail.user.isEmpty() != mail.passwordFile.isEmpty())
        report(mail.user.isEmpty() ? "mail.passwordFile"_L1 : "mail.user"_L1,
               u"needs the other of user and passwordFile beside it"_s);
    const bool isHere = mail.host == u"localhost"_s || QHostAddress(mail.host).isLoopback();
    if (mail.security == u"none"_s && !mail.user.isEmpty() && !isHere)
        report("mail.security"_L1, u"must not be \"none\" where a password is sent"_s);
}

void checkBackups(const Config::Backups &backups, const RuleReport &report)
{
    const bool isEncrypted = !backups.recipientFile.isEmpty() || !backups.passphraseFile.isEmpty();
    if (!backups.directory.isEmpty() && !isEncrypted)
        report("backup.directory"_L1, u"needs recipientFile or passphraseFile beside it"_s);
}

} // namespace

QString wantOrigin(QJsonValue &value)
{
    const auto origin = originOf(value.toString());
    if (!origin)
        return u"must be http:// or https:// and a host, not \"%1\""_s.arg(value.toString());
    value = *origin;
    return {};
}

QString wantSocketPath(QJsonValue &value)
{
    QString path = value.toString();
    if (!path.startsWith(u'/') || path.contains(u"//"))
        return u"must begin with a slash, and have no empty part"_s;
    if (!path.endsWith(u'/'))
        path.append(u'/');
    value = path;
    return {};
}

QString wantNetworks(QJsonValue &value)
{
    const auto networks = NetworkList::parse(value.toVariant().toStringList());
    return networks ? QString() : u"is of no use: "_s + networks.error().message;
}

QString wantMailHost(QJsonValue &value)
{
    static const QRegularExpression notInAName(u"[^A-Za-z0-9.:_-]"_s);
    return value.toString().contains(notInAName)
        ? u"must be the name or the address of a mail server"_s
        : QString();
}

QString wantMailFrom(QJsonValue &value)
{
    const QString from = value.toString();
    return from.isEmpty() || parseMailAddress(from)
        ? QString()
        : u"must be an address, or \"Name <address>\""_s;
}

QString wantHeaderText(QJsonValue &value)
{
    const QString text = value.toString();
    const auto isPrintable = [](QChar c) { return c >= u' ' && c <= u'~'; };
    return std::all_of(text.begin(), text.end(), isPrintable)
        ? QString()
        : u"must be one line of ASCII characters"_s;
}

QString wantFolder(QJsonValue &value)
{
    const QString path = value.toString();
    return path.isEmpty() || QFileInfo(path).isDir() ? QString()
                                                     : u"names no folder: %1"_s.arg(path);
}

QString wantReadable(QJsonValue &value)
{
    const QString path = value.toString();
    return path.isEmpty() || QFileInfo(path).isReadable()
        ? QString()
        : u"names a file that cannot be read: %1"_s.arg(path);
}

QString wantSigningKey(QJsonValue &value)
{
    if (QString reason = wantReadable(value); !reason.isEmpty() || value.toString().isEmpty())
        return reason;
    const auto key = readKey(value.toString());
    return key ? QString()
               : u"is of no use: %1 %2"_s.arg(key.error().message, key.error().detail).trimmed();
}

void checkTogether(const Config &config, const RuleReport &report)
{
    if (config.limits.outputHigh > config.limits.outputMost)
        report("limits.outputHigh"_L1, u"must not be above outputMost"_s);
    if (config.auth.keyFile.isEmpty() && !config.auth.keyId.isEmpty())
        report("auth.keyId"_L1, u"names a key, so it needs keyFile beside it"_s);
    checkOtp(config, report);
    checkMail(config.mail, report);
    checkBackups(config.backups, report);
}

} // namespace linnet
