// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/configfile.h"

#include "common/core/networklist.h"
#include "server/app/configsection.h"
#include "server/jobs/mail/mailaddress.h"
#include "server/net/tlscontext.h"
#include "server/services/identity/passwordrules.h"
#include "server/services/identity/rsakey.h"

#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <openssl/crypto.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet {

namespace {

constexpr qint64 Gibibyte = qint64(1) << 30;

QStringList dialectNames()
{
    return {u"phone"_s, u"mailotp"_s, u"cookie"_s, u"mern"_s, u"whispr"_s};
}

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

//! \brief Reads the sections of one file into a Config.
class ConfigReader
{
public:
    ConfigReader(const toml::table &root, ConfigProblems &problems)
        : m_root(root, {}, problems)
        , m_problems(problems)
    {}

    Config read()
    {
        section("node", [this](ConfigSection &s) { node(s); });
        listeners();
        section("storage", [this](ConfigSection &s) { storage(s); });
        section("socketio", [this](ConfigSection &s) { socketIo(s); });
        section("limits", [this](ConfigSection &s) { limits(s); });
        section("auth", [this](ConfigSection &s) { auth(s); });
        section("otp", [this](ConfigSection &s) { otp(s); });
        section("password", [this](ConfigSection &s) { password(s); });
        section("whispr", [this](ConfigSection &s) { whispr(s); });
        section("cors", [this](ConfigSection &s) { cors(s); });
        section("web", [this](ConfigSection &s) { web(s); });
        section("media", [this](ConfigSection &s) { media(s); });
        section("backup", [this](ConfigSection &s) { backup(s); });
        section("mail", [this](ConfigSection &s) { mail(s); });
        section("log", [this](ConfigSection &s) { log(s); });
        m_root.finish();
        return m_config;
    }

private:
    void section(std::string_view name, const std::function<void(ConfigSection &)> &fill)
    {
        const toml::node *const found = m_root.node(name);
        if (!found)
            return;
        if (const toml::table *table = found->as_table())
            fillSection(*table, QString::fromUtf8(name.data(), qsizetype(name.size())), fill);
        else
            m_root.refuse(name, u"must be a section"_s);
    }

    void fillSection(const toml::table &table, const QString &name,
                     const std::function<void(ConfigSection &)> &fill)
    {
        ConfigSection section(table, name, m_problems);
        fill(section);
        section.finish();
    }

    void listeners()
    {
        const toml::node *const found = m_root.node("listener");
        if (!found)
            return;
        if (!found->is_array_of_tables()) {
            m_root.refuse("listener", u"must be written [[listener]], once for each address"_s);
            return;
        }
        for (const toml::node &each : *found->as_array())
            fillSection(*each.as_table(), u"listener"_s, [this](ConfigSection &s) { listener(s); });
    }

    void listener(ConfigSection &section)
    {
        Config::Listener listener;
        QString address = listener.address.toString();
        int port = 3000;
        section.read("address", address);
        section.read("port", port, {0, 65535});
        section.read("certificate", listener.certificate);
        section.read("key", listener.key);
        section.read("dialects", listener.dialects, dialectNames());
        section.read("pingInterval", listener.pingInterval, {10ms, 1h});
        section.readChoice("apiAuthLogin", listener.apiAuthLogin, {u"session"_s, u"otp"_s});
        if (!listener.address.setAddress(address))
            section.refuse("address",
                           u"must be an IPv4 or IPv6 address, not \"%1\""_s.arg(address));
        if (listener.certificate.isEmpty() != listener.key.isEmpty())
            section.refuse(listener.key.isEmpty() ? "certificate" : "key",
                           u"needs the other of certificate and key beside it"_s);
        refuseUnreadable(section, "certificate", listener.certificate);
        refuseUnreadable(section, "key", listener.key);
        if (QFileInfo(listener.certificate).isReadable() && QFileInfo(listener.key).isReadable())
            refuseUnless(section, "certificate",
                         net::TlsContext::load(listener.certificate, listener.key));
        listener.port = quint16(port);
        m_config.listeners.push_back(listener);
    }

    static void refuseUnreadable(ConfigSection &section, std::string_view key, const QString &path)
    {
        if (!path.isEmpty() && !QFileInfo(path).isReadable())
            section.refuse(key, u"names a file that cannot be read: %1"_s.arg(path));
    }

    //! Reports at \p key why what it names is of no use.
    template <typename T>
    static void refuseUnless(ConfigSection &section, std::string_view key, const Result<T> &usable)
    {
        if (!usable)
            section.refuse(
                key,
                u"is of no use: %1 %2"_s.arg(usable.error().message, usable.error().detail)
                    .trimmed());
    }

    void node(ConfigSection &section)
    {
        section.read("id", m_config.node.id, {0, 1023});
        section.read("dataDirectory", m_config.node.dataDirectory);
        QString publicUrl;
        section.read("publicUrl", publicUrl);
        const auto origin = originOf(publicUrl);
        if (origin)
            m_config.node.publicUrl = *origin;
        else
            section.refuse("publicUrl",
                           u"must be http:// or https:// and a host, not \"%1\""_s.arg(publicUrl));
    }

    void storage(ConfigSection &section)
    {
        section.read("database", m_config.storage.database);
        section.read("readers", m_config.storage.readers, {1, 64});
    }

    void socketIo(ConfigSection &section)
    {
        Config::SocketIo &target = m_config.socketIo;
        section.read("path", target.path);
        section.read("pingInterval", target.pingInterval, {10ms, 1h});
        section.read("pingTimeout", target.pingTimeout, {10ms, 1h});
        section.read("connectTimeout", target.connectTimeout, {10ms, 1h});
        section.read("maxPayload", target.maxPayload, {1024, Gibibyte});
        section.read("transports", target.transports, {u"polling"_s, u"websocket"_s});
        section.read("allowEio3", target.allowEio3);
        section.readChoice("userId", target.userId, {u"off"_s, u"recent"_s, u"on"_s});
        section.read("userIdWindow", target.userIdWindow, {1s, 24h});
        if (target.transports.isEmpty())
            section.refuse("transports", u"must name at least one"_s);
        if (!target.path.startsWith(u'/') || target.path.contains(u"//"))
            section.refuse("path", u"must begin with a slash, and have no empty part"_s);
        if (!target.path.endsWith(u'/'))
            target.path.append(u'/');
    }

    void limits(ConfigSection &section)
    {
        net::Limits &target = m_config.limits;
        section.read("threads", m_config.threads, {0, 256});
        section.read("connections", target.connections, {1, 10'000'000});
        section.read("connectionsPerAddress", target.connectionsPerAddress, {1, 10'000'000});
        section.read("socketsPerSession", m_config.socketsPerSession, {1, 100'000});
        section.read("onlineList", m_config.longestOnlineList, {1, 100'000});
        section.read("requestLine", target.requestLine, {256, 1 << 20});
        section.read("headBytes", target.headBytes, {1024, 1 << 20});
        section.read("headFields", target.headFields, {8, 10'000});
        section.read("jsonBody", m_config.jsonBody, {1024, Gibibyte});
        section.read("jsonWithFile", m_config.jsonWithFile, {1024, Gibibyte});
        section.read("outputHigh", target.outputHigh, {4096, Gibibyte});
        section.read("outputMost", target.outputMost, {64 << 10, Gibibyte});
        section.read("headTime", target.head, {100ms, 1h});
        section.read("bodyWindow", target.bodyWindow, {100ms, 1h});
        section.read("bodyRate", target.bodyRate, {1, 1 << 30});
        section.read("keepAlive", target.keepAlive, {100ms, 24h});
        section.read("stalledOutput", target.stalledOutput, {100ms, 1h});
        section.read("rates", m_config.rateLimits);
        section.read("trustedProxies", m_config.trustedProxies);
        refuseUnless(section, "trustedProxies", NetworkList::parse(m_config.trustedProxies));
        if (target.outputHigh > target.outputMost)
            section.refuse("outputHigh", u"must not be above outputMost"_s);
    }

    void auth(ConfigSection &section)
    {
        Config::Auth &target = m_config.auth;
        section.read("issuer", target.issuer);
        section.read("audience", target.audience);
        section.read("keyFile", target.keyFile);
        section.read("keyId", target.keyId);
        section.read("accessLifetime", target.accessLifetime, {1s, 24h});
        section.read("refreshLifetime", target.refreshLifetime, {1min, 24h * 366});
        section.read("requireSession", target.requireSession);
        refuseUnreadable(section, "keyFile", target.keyFile);
        if (QFileInfo(target.keyFile).isReadable())
            refuseUnless(section, "keyFile", readKey(target.keyFile));
        if (target.keyFile.isEmpty() && !target.keyId.isEmpty())
            section.refuse("keyId", u"names a key, so it needs keyFile beside it"_s);
    }

    void otp(ConfigSection &section)
    {
        Config::Otp &target = m_config.otp;
        section.read("length", target.length, {4, 10});
        section.read("lifetime", target.lifetime, {10s, 10min});
        section.read("cooldown", target.cooldown, {0s, 1h});
        section.read("attempts", target.attempts, {1, 10});
        section.readChoice("sender", target.sender, {u"log"_s, u"command"_s, u"webhook"_s});
        section.read("command", target.command);
        section.read("webhook", target.webhook);
        if (target.sender == u"command" && target.command.isEmpty())
            section.refuse("sender", u"is \"command\", so it needs command beside it"_s);
        if (target.sender == u"webhook" && target.webhook.isEmpty())
            section.refuse("sender", u"is \"webhook\", so it needs webhook beside it"_s);
    }

    void password(ConfigSection &section)
    {
        section.read("minimum", m_config.password.minimum, {0, MostPasswordCharacters});
    }

    void whispr(ConfigSection &section)
    {
        section.readChoice("typing", m_config.whispr.typing, {u"text"_s, u"object"_s});
        section.read("verifyPage", m_config.whispr.verifyPage);
    }

    void cors(ConfigSection &section) { section.read("origins", m_config.corsOrigins); }

    void web(ConfigSection &section)
    {
        section.read("directory", m_config.webDirectory);
        if (!m_config.webDirectory.isEmpty() && !QFileInfo(m_config.webDirectory).isDir())
            section.refuse("directory", u"names no folder: %1"_s.arg(m_config.webDirectory));
    }

    void media(ConfigSection &section)
    {
        section.read("directory", m_config.media.directory);
        section.read("largestUpload", m_config.media.largestUpload, {1024, 16 * Gibibyte});
    }

    void backup(ConfigSection &section)
    {
        Config::Backups &target = m_config.backups;
        section.read("directory", target.directory);
        section.read("recipientFile", target.recipientFile);
        section.read("passphraseFile", target.passphraseFile);
        section.read("secretKeyFile", target.secretKeyFile);
        refuseUnreadable(section, "recipientFile", target.recipientFile);
        refuseUnreadable(section, "passphraseFile", target.passphraseFile);
        refuseUnreadable(section, "secretKeyFile", target.secretKeyFile);
        const bool isEncrypted =
            !target.recipientFile.isEmpty() || !target.passphraseFile.isEmpty();
        if (!target.directory.isEmpty() && !isEncrypted)
            section.refuse("directory", u"needs recipientFile or passphraseFile beside it"_s);
    }

    void mail(ConfigSection &section)
    {
        Config::Mail &target = m_config.mail;
        section.read("host", target.host);
        section.read("port", target.port, {0, 65535});
        section.readChoice("security", target.security, {u"starttls"_s, u"tls"_s, u"none"_s});
        section.read("user", target.user);
        section.read("passwordFile", target.passwordFile);
        section.read("from", target.from);
        section.read("caFile", target.caFile);
        section.read("timeout", target.timeout, {1s, 2min});
        section.read("templates", target.templates);
        section.read("language", target.language);
        refuseUnreadable(section, "passwordFile", target.passwordFile);
        refuseUnreadable(section, "caFile", target.caFile);
        refuseUnsafe(section, target);
    }

    static void refuseUnsafe(ConfigSection &section, const Config::Mail &mail)
    {
        static const QRegularExpression notInAName(u"[^A-Za-z0-9.:_-]"_s);
        if (mail.host.contains(notInAName))
            section.refuse("host", u"must be the name or the address of a mail server"_s);
        if (!mail.host.isEmpty() && mail.from.isEmpty())
            section.refuse("host", u"needs from beside it"_s);
        if (!mail.from.isEmpty() && !parseMailAddress(mail.from))
            section.refuse("from", u"must be an address, or \"Name <address>\""_s);
        if (mail.user.isEmpty() != mail.passwordFile.isEmpty())
            section.refuse(mail.user.isEmpty() ? "passwordFile" : "user",
                           u"needs the other of user and passwordFile beside it"_s);
        const bool isHere = mail.host == u"localhost"_s || QHostAddress(mail.host).isLoopback();
        if (mail.security == u"none"_s && !mail.user.isEmpty() && !isHere)
            section.refuse("security", u"must not be \"none\" where a password is sent"_s);
    }

    void log(ConfigSection &section)
    {
        section.readChoice("level", m_config.log.level,
                           {u"debug"_s, u"info"_s, u"warning"_s, u"error"_s});
        section.readChoice("format", m_config.log.format, {u"auto"_s, u"text"_s, u"json"_s});
    }

    ConfigSection m_root;
    ConfigProblems &m_problems;
    Config m_config;
};

Error invalid(const QString &problems)
{
    return {Error::Kind::InvalidInput, QLatin1String("invalid_configuration"), problems};
}

} // namespace

Result<Config> parseConfig(const QByteArray &text, const QString &fileName)
{
    ConfigProblems problems(fileName);
    Config config;
    try {
        const toml::table root = toml::parse(
            std::string_view(text.constData(), size_t(text.size())), fileName.toStdString());
        config = ConfigReader(root, problems).read();
    } catch (const toml::parse_error &error) {
        problems.add(error.source(), QString::fromUtf8(error.description()));
    }
    if (!problems.list().isEmpty())
        return invalid(problems.list().join(u'\n'));
    if (config.listeners.empty())
        config.listeners.push_back({{QHostAddress(QHostAddress::LocalHost), 3000, {}, {}}});
    return config;
}

Result<Config> readConfigFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(u"%1: %2"_s.arg(path, file.errorString()));
    return parseConfig(file.readAll(), path);
}

} // namespace linnet
