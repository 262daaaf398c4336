// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/configsettings.h"

#include "server/app/configrules.h"
#include "server/app/otpsettings.h"
#include "server/app/settingbuilders.h"
#include "server/services/identity/passwordrules.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet {

namespace {

using namespace settingbuilders;
using Settings = std::vector<ConfigSetting>;

constexpr qint64 Gibibyte = qint64(1) << 30;

Settings ofTheNode()
{
    return {
        atStart(inFile(count("node.id"_L1, At<&Config::node, &Config::Node::id>, {0, 1023},
                             "Different on each server that shares a database."_L1))),
        atStart(
            inFile(text("node.dataDirectory"_L1, At<&Config::node, &Config::Node::dataDirectory>,
                        "Where database, keys and media are."_L1))),
        byOwner(text("node.publicUrl"_L1, At<&Config::node, &Config::Node::publicUrl>,
                     "Where clients reach the server; links begin with it."_L1, wantOrigin)),
        atStart(inFile(text("storage.database"_L1, At<&Config::storage, &Config::Storage::database>,
                            "The file of the database."_L1))),
        atStart(inFile(count("storage.readers"_L1, At<&Config::storage, &Config::Storage::readers>,
                             {1, 64}, "Threads that read the database."_L1))),
        atStart(inFile(text("operator.socket"_L1, At<&Config::operatorSocket>,
                            "The operator's Unix socket; empty: none."_L1))),
        byOwner(list("cors.origins"_L1, At<&Config::corsOrigins>,
                     "Exact origins whose pages may call; \"loopback\" is any of this machine, "
                     "\"*\" is any."_L1)),
        inFile(text("web.directory"_L1, At<&Config::web, &Config::Web::directory>,
                    "Files of a web client, served below /."_L1, wantFolder)),
        inFile(text("web.contentSecurityPolicy"_L1,
                    At<&Config::web, &Config::Web::contentSecurityPolicy>,
                    "What its pages may run and load; empty: what comes from here as a file."_L1,
                    wantHeaderText)),
        choice("log.level"_L1, At<&Config::log, &Config::Log::level>,
               {u"debug"_s, u"info"_s, u"warning"_s, u"error"_s}, "The least that is logged."_L1),
        choice("log.format"_L1, At<&Config::log, &Config::Log::format>,
               {u"auto"_s, u"text"_s, u"json"_s}, "What a line of the log looks like."_L1),
    };
}

ConfigSetting socketTransports()
{
    ConfigSetting setting =
        list("socketio.transports"_L1, At<&Config::socketIo, &Config::SocketIo::transports>,
             "What clients of Socket.IO may connect by."_L1);
    setting.setting.choices = {u"polling"_s, u"websocket"_s};
    setting.setting.least = 1;
    return setting;
}

Settings ofSocketIo()
{
    using SocketIo = Config::SocketIo;
    constexpr auto Section = &Config::socketIo;
    return {
        atStart(text("socketio.path"_L1, At<Section, &SocketIo::path>,
                     "Where Socket.IO is served."_L1, wantSocketPath)),
        duration("socketio.pingInterval"_L1, At<Section, &SocketIo::pingInterval>, {10ms, 1h},
                 "Between two questions whether a client is there."_L1),
        duration("socketio.pingTimeout"_L1, At<Section, &SocketIo::pingTimeout>, {10ms, 1h},
                 "How long a client may take to answer."_L1),
        duration("socketio.connectTimeout"_L1, At<Section, &SocketIo::connectTimeout>, {10ms, 1h},
                 "From the transport's opening to the client's CONNECT."_L1),
        bytes("socketio.maxPayload"_L1, At<Section, &SocketIo::maxPayload>, {1024, Gibibyte},
              "The largest message of a client's."_L1),
        socketTransports(),
        truth("socketio.allowEio3"_L1, At<Section, &SocketIo::allowEio3>,
              "Whether socket.io-client 2.x may connect."_L1),
        byOwner(choice("socketio.userId"_L1, At<Section, &SocketIo::userId>,
                       {u"off"_s, u"recent"_s, u"on"_s},
                       "What ?userId= without a token is worth."_L1)),
        duration("socketio.userIdWindow"_L1, At<Section, &SocketIo::userIdWindow>, {1s, 24h},
                 "How long ago the same user must have proved it, for \"recent\"."_L1),
    };
}

Settings ofLimits()
{
    using Limits = net::Limits;
    constexpr auto Section = &Config::limits;
    return {
        atStart(count("limits.threads"_L1, At<&Config::threads>, {0, 256},
                      "Threads that own connections; 0: as many as there are cores."_L1)),
        count("limits.connections"_L1, At<Section, &Limits::connections>, {1, 10'000'000},
              "Connections in total; then 503."_L1),
        count("limits.connectionsPerAddress"_L1, At<Section, &Limits::connectionsPerAddress>,
              {1, 10'000'000},
              "Connections of one address, unless it is a trusted proxy; then 429."_L1),
        count("limits.socketsPerSession"_L1, At<&Config::socketsPerSession>, {1, 100'000},
              "Sockets of one session, on each thread."_L1),
        count("limits.onlineList"_L1, At<&Config::longestOnlineList>, {1, 100'000},
              "Users in the list of who is online."_L1),
        bytes("limits.requestLine"_L1, At<Section, &Limits::requestLine>, {256, 1 << 20},
              "The longest first line of a request; then 414."_L1),
        bytes("limits.headBytes"_L1, At<Section, &Limits::headBytes>, {1024, 1 << 20},
              "All header fields of a request; then 431."_L1),
        count("limits.headFields"_L1, At<Section, &Limits::headFields>, {8, 10'000},
              "Header fields of a request; then 431."_L1),
        bytes("limits.jsonBody"_L1, At<&Config::jsonBody>, {1024, Gibibyte},
              "The largest body in JSON; then 413."_L1),
        bytes("limits.jsonWithFile"_L1, At<&Config::jsonWithFile>, {1024, Gibibyte},
              "The same, where a picture may be in it."_L1),
        bytes("limits.outputHigh"_L1, At<Section, &Limits::outputHigh>, {4096, Gibibyte},
              "Queued for a client above which a download waits."_L1),
        bytes("limits.outputMost"_L1, At<Section, &Limits::outputMost>, {64 << 10, Gibibyte},
              "Queued for a client, beside its longest message, above which it is dropped."_L1),
        duration("limits.headTime"_L1, At<Section, &Limits::head>, {100ms, 1h},
                 "To send a whole head; then 408."_L1),
        duration("limits.bodyWindow"_L1, At<Section, &Limits::bodyWindow>, {100ms, 1h},
                 "Over which bodyRate is averaged."_L1),
        count("limits.bodyRate"_L1, At<Section, &Limits::bodyRate>, {1, 1 << 30},
              "The least bytes a second of a body; slower: 408."_L1),
        duration("limits.keepAlive"_L1, At<Section, &Limits::keepAlive>, {100ms, 24h},
                 "Idle between two requests."_L1),
        duration("limits.stalledOutput"_L1, At<Section, &Limits::stalledOutput>, {100ms, 1h},
                 "How long a client may take nothing of its reply."_L1),
        byOwner(truth("limits.rates"_L1, At<&Config::rateLimits>,
                      "Whether requests and sign-ins have budgets."_L1)),
        byOwner(list("limits.trustedProxies"_L1, At<&Config::trustedProxies>,
                     "Addresses and networks whose X-Forwarded-For is believed."_L1, wantNetworks)),
    };
}

Settings ofSignIn()
{
    using Auth = Config::Auth;
    return {
        text("auth.issuer"_L1, At<&Config::auth, &Auth::issuer>,
             "Who makes tokens; with another one, those that are out are dead."_L1),
        text("auth.audience"_L1, At<&Config::auth, &Auth::audience>,
             "Whom tokens are for; with another one, those that are out are dead."_L1),
        inFile(text("auth.keyFile"_L1, At<&Config::auth, &Auth::keyFile>,
                    "The key that signs tokens; empty: made at the first start."_L1,
                    wantSigningKey)),
        inFile(text("auth.keyId"_L1, At<&Config::auth, &Auth::keyId>,
                    "What keyFile is called in tokens; empty: made from the key."_L1)),
        duration("auth.accessLifetime"_L1, At<&Config::auth, &Auth::accessLifetime>, {1s, 24h},
                 "How long an access token is good."_L1),
        duration("auth.refreshLifetime"_L1, At<&Config::auth, &Auth::refreshLifetime>,
                 {1min, 24h * 366}, "How long a session lasts that nobody uses."_L1),
        byOwner(truth("auth.requireSession"_L1, At<&Config::auth, &Auth::requireSession>,
                      "Whether a session must stand behind a token."_L1)),
        count("password.minimum"_L1, At<&Config::password, &Config::Password::minimum>,
              {0, MostPasswordCharacters},
              "Characters of a new password; 0: as each family of clients expects it."_L1),
        duration("accounts.erasureGrace"_L1, At<&Config::accounts, &Config::Accounts::erasureGrace>,
                 {0ms, 24h * 366},
                 "How long an account waits to be erased, unless who asks says otherwise."_L1),
        byOwner(duration("audit.retention"_L1, At<&Config::audit, &Config::Audit::retention>,
                         {24h * 30, 24h * 36500},
                         "How long the audit log keeps what was done."_L1)),
        choice("whispr.typing"_L1, At<&Config::whispr, &Config::Whispr::typing>,
               {u"text"_s, u"object"_s}, "How clients of this family hear who types."_L1),
        byOwner(text("whispr.verifyPage"_L1, At<&Config::whispr, &Config::Whispr::verifyPage>,
                     "What links in mails to this family open."_L1)),
    };
}

Settings ofMediaAndMail()
{
    using Mail = Config::Mail;
    constexpr auto Section = &Config::mail;
    return {
        atStart(inFile(text("media.directory"_L1, At<&Config::media, &Config::Media::directory>,
                            "Where media are."_L1))),
        bytes("media.largestUpload"_L1, At<&Config::media, &Config::Media::largestUpload>,
              {1024, 16 * Gibibyte}, "The largest file; then 413."_L1),
        duration("media.uploadGrace"_L1, At<&Config::media, &Config::Media::uploadGrace>,
                 {1s, 24h * 366}, "How long an upload may wait to be sent, when a sweep comes."_L1),
        duration("media.maxAge"_L1, At<&Config::media, &Config::Media::greatestAge>,
                 {0ms, 24h * 36'600}, "How old files get; 0: they are kept for ever."_L1),
        bytes("media.budget"_L1, At<&Config::media, &Config::Media::budget>,
              {0, (1 << 20) * Gibibyte}, "The bytes of all files, the oldest go first; 0: any."_L1),
        duration("media.sweepInterval"_L1, At<&Config::media, &Config::Media::sweepInterval>,
                 {1s, 24h * 366}, "How often a sweep comes, where age or bytes are limited."_L1),
        byOwner(text("mail.host"_L1, At<Section, &Mail::host>,
                     "The mail server; from none to one, or back, with the next start."_L1,
                     wantMailHost)),
        byOwner(count("mail.port"_L1, At<Section, &Mail::port>, {0, 65535},
                      "0: the usual one for the security."_L1)),
        byOwner(choice("mail.security"_L1, At<Section, &Mail::security>,
                       {u"starttls"_s, u"tls"_s, u"none"_s},
                       "How the way to the mail server is guarded."_L1)),
        byOwner(text("mail.user"_L1, At<Section, &Mail::user>, "Who signs in there."_L1)),
        inFile(text("mail.passwordFile"_L1, At<Section, &Mail::passwordFile>,
                    "Where the user's password is."_L1, wantReadable)),
        byOwner(text("mail.from"_L1, At<Section, &Mail::from>,
                     "Whom mails are from; the name is what they call the server."_L1,
                     wantMailFrom)),
        inFile(text("mail.caFile"_L1, At<Section, &Mail::caFile>,
                    "The authority of a private mail server's certificate."_L1, wantReadable)),
        duration("mail.timeout"_L1, At<Section, &Mail::timeout>, {1s, 2min},
                 "For all of one mail."_L1),
        inFile(text("mail.templates"_L1, At<Section, &Mail::templates>,
                    "The folder of mails' texts that go before the built-in ones."_L1)),
        text("mail.language"_L1, At<Section, &Mail::language>,
             "Of mails to people whose language is not known."_L1),
        duration("mail.requestPause"_L1, At<Section, &Mail::requestPause>, {0ms, 24h},
                 "Between two mails of friend requests to one person; 0: none is sent."_L1),
        duration("mail.awayAfter"_L1, At<Section, &Mail::awayAfter>, {0ms, 24h * 366},
                 "How long one is away before a mail says what was missed; 0: none does."_L1),
        duration("mail.awayEvery"_L1, At<Section, &Mail::awayEvery>, {1s, 24h * 366},
                 "Between two such mails to somebody who stays away."_L1),
    };
}

Settings ofWebhooks()
{
    using Webhooks = Config::Webhooks;
    constexpr auto Section = &Config::webhooks;
    return {
        inFile(truth("webhooks.allowPrivate"_L1, At<Section, &Webhooks::allowPrivate>,
                     "Whether webhooks may be on this machine and its networks."_L1)),
        byOwner(truth("webhooks.allowHttp"_L1, At<Section, &Webhooks::allowHttp>,
                      "Whether webhooks may do without TLS."_L1)),
        duration("webhooks.timeout"_L1, At<Section, &Webhooks::timeout>, {1s, 1min},
                 "For all of one delivery."_L1),
        duration("webhooks.patience"_L1, At<Section, &Webhooks::patience>, {1min, 24h * 30},
                 "How long a webhook may fail; then it is switched off."_L1),
    };
}

Settings ofBackups()
{
    using Backups = Config::Backups;
    constexpr auto Section = &Config::backups;
    return {
        atStart(inFile(text("backup.directory"_L1, At<Section, &Backups::directory>,
                            "Where backups are made; empty: none is, through the API."_L1))),
        atStart(inFile(text("backup.recipientFile"_L1, At<Section, &Backups::recipientFile>,
                            "The public key that backups are encrypted to."_L1, wantReadable))),
        atStart(inFile(text("backup.passphraseFile"_L1, At<Section, &Backups::passphraseFile>,
                            "What backups are encrypted with, where there is no recipient."_L1,
                            wantReadable))),
        atStart(
            inFile(text("backup.secretKeyFile"_L1, At<Section, &Backups::secretKeyFile>,
                        "The recipient's secret key, to verify backups here."_L1, wantReadable))),
    };
}

Settings all()
{
    Settings all;
    for (Settings &part : std::array{ofTheNode(), ofSocketIo(), ofLimits(), ofSignIn(),
                                     otpSettings(), ofMediaAndMail(), ofBackups(), ofWebhooks()})
        std::move(part.begin(), part.end(), std::back_inserter(all));
    return all;
}

} // namespace

const std::vector<ConfigSetting> &configSettings()
{
    static const Settings settings = all();
    return settings;
}

const ConfigSetting *findConfigSetting(QStringView name)
{
    const Settings &settings = configSettings();
    const auto found =
        std::find_if(settings.begin(), settings.end(),
                     [name](const ConfigSetting &each) { return each.setting.name == name; });
    return found == settings.end() ? nullptr : &*found;
}

QJsonValue valueOf(const Config &config, const ConfigSetting &setting)
{
    struct ToJson
    {
        QJsonValue operator()(bool value) const { return value; }
        QJsonValue operator()(int value) const { return value; }
        QJsonValue operator()(qint64 value) const { return value; }
        QJsonValue operator()(const QString &value) const { return value; }
        QJsonValue operator()(const QStringList &value) const
        {
            return QJsonArray::fromStringList(value);
        }
        QJsonValue operator()(Config::Duration value) const { return qint64(value.count()); }
    };
    return std::visit([&](const auto &field) { return ToJson()(field.read(config)); },
                      setting.field);
}

void setValue(Config &config, const ConfigSetting &setting, const QJsonValue &value)
{
    struct FromJson
    {
        const QJsonValue &value;
        void operator()(bool &member) const { member = value.toBool(); }
        void operator()(int &member) const { member = int(value.toInteger()); }
        void operator()(qint64 &member) const { member = value.toInteger(); }
        void operator()(QString &member) const { member = value.toString(); }
        void operator()(QStringList &member) const { member = value.toVariant().toStringList(); }
        void operator()(Config::Duration &member) const
        {
            member = Config::Duration(value.toInteger());
        }
    };
    std::visit([&](const auto &field) { FromJson{value}(field.write(config)); }, setting.field);
}

} // namespace linnet
