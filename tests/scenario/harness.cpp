// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scenario/harness.h"

#include "server/app/configfile.h"
#include "server/services/identity/jws.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace linnet::test {

const RsaKey &harnessKey()
{
    static const RsaKey key = RsaKey::generate(2048).value();
    return key;
}

QJsonObject objectIn(const RawReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

QByteArray toText(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject claimsFor(const QString &subject)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    return {{u"sub"_s, subject},
            {u"iss"_s, u"harness"_s},
            {u"aud"_s, u"linnet-tests"_s},
            {u"iat"_s, now},
            {u"exp"_s, now + 600}};
}

QByteArray mint(const QJsonObject &claims, const QString &keyId, const RsaKey &key)
{
    return signJws({{u"alg"_s, u"RS256"_s}, {u"kid"_s, keyId}}, toText(claims), key);
}

Harness::Harness()
{
    QFile key(path("private.pem"));
    if (!key.open(QIODevice::WriteOnly) || key.write(harnessKey().toPem()) < 0)
        qFatal("Cannot write the key.");
    key.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
}

Config Harness::config(Profile profile) const
{
    const QByteArray text = "[node]\ndataDirectory = \"" + path("data").toUtf8()
        + "\"\n[storage]\ndatabase = \"messages.db\"\n[auth]\nissuer = \"harness\"\n"
        + "audience = \"linnet-tests\"\nkeyId = \"k1\"\nkeyFile = \"" + path("private.pem").toUtf8()
        + "\"\n[limits]\nrates = false\n[otp]\ncooldown = 0\n";
    Config config = parseConfig(text, u"linnetd.conf"_s).value();
    config.listeners = {Config::Listener()};
    config.threads = 2;
    applyProfile(profile, config);
    return config;
}

void Harness::start(const Config &config)
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"open to other users"_s));
    m_app = std::make_unique<App>(Options{.profile = Profile::App}, config);
    if (const auto started = m_app->start(); !started)
        qFatal("%s", qPrintable(started.error().message));
}

quint16 Harness::port() const
{
    return m_app->addresses().front().section(u':', -1).toUShort();
}

RawReply Harness::get(const QByteArray &target, const QByteArray &token) const
{
    const QByteArray credentials =
        token.isEmpty() ? token : "Authorization: Bearer " + token + "\r\n";
    return RawClient(port()).ask(ProfileServer::request("GET", target, credentials));
}

RawReply Harness::post(const QByteArray &target, const QJsonObject &body,
                       const QByteArray &token) const
{
    const QByteArray json = toText(body);
    QByteArray headers = "Content-Type: application/json\r\nContent-Length: "
        + QByteArray::number(json.size()) + "\r\n";
    if (!token.isEmpty())
        headers += "Authorization: Bearer " + token + "\r\n";
    return RawClient(port()).ask(ProfileServer::request("POST", target, headers) + json);
}

QString Harness::signUp(const QString &phone) const
{
    post("/api/v1/auth/request-otp", {{u"phoneNumber"_s, phone}});
    const QJsonObject code = objectIn(get("/conformance/otp?phone=" + phone.toUtf8()));
    const QJsonObject signedIn = objectIn(
        post("/api/v1/auth/verify-otp",
             {{u"phoneNumber"_s, phone}, {u"otp"_s, code["otp"_L1]}, {u"deviceId"_s, u"d"_s}}));
    return signedIn["user"_L1]["id"_L1].toString();
}

} // namespace linnet::test
