// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/setting.h"
#include "server/net/settings.h"
#include "server/services/identity/codepolicy.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

namespace linnet {

//! \brief Everything linnetd.conf can say, with its defaults; resources/linnetd.conf explains each,
//! and configSettings() names them.
struct Config
{
    using Duration = std::chrono::milliseconds;

    struct Node
    {
        int id = 0;
        QString dataDirectory; //!< Empty: where the platform keeps a user's data.
        QString publicUrl; //!< Where clients reach it, e.g. "https://chat.example.org"; or empty.
    } node;

    //! \brief One address, and what is different there.
    struct Listener : net::ListenerSettings
    {
        QStringList dialects = {}; //!< Empty: all of them.
        Duration pingInterval{}; //!< Zero: as everywhere.
        QString apiAuthLogin = QStringLiteral("session"); //!< Or "otp": see frontsettings.h.
    };
    std::vector<Listener> listeners;

    //! The operator's Unix socket, relative to the data directory; empty: none.
    QString operatorSocket = QStringLiteral("operator.sock");

    struct Storage
    {
        QString database = QStringLiteral("linnet.db"); //!< Relative to the data directory.
        int readers = 2;
    } storage;

    struct SocketIo
    {
        QString path = QStringLiteral("/socket.io/");
        Duration pingInterval = std::chrono::seconds(25);
        Duration pingTimeout = std::chrono::seconds(60);
        Duration connectTimeout = std::chrono::seconds(5);
        qint64 maxPayload = 1'000'000;
        QStringList transports = {QStringLiteral("polling"), QStringLiteral("websocket")};
        bool allowEio3 = false;
        QString userId = QStringLiteral("recent"); //!< What ?userId= alone is worth.
        Duration userIdWindow = std::chrono::minutes(15); //!< Of "recent".
    } socketIo;

    net::Limits limits;
    int threads = 0; //!< 0: as many as the machine has cores.
    qint64 jsonBody = 1 << 20;
    qint64 jsonWithFile = 50 << 20;
    int socketsPerSession = 10;
    int longestOnlineList = 1'000;
    bool rateLimits = true;
    QStringList trustedProxies; //!< Addresses and networks whose X-Forwarded-For is believed.

    struct Auth
    {
        QString issuer = QStringLiteral("linnet");
        QString audience = QStringLiteral("linnet");
        QString keyFile; //!< Empty: keys are made and kept in the data directory.
        QString keyId; //!< Of keyFile; empty: made from the key.
        //! Only a profile says so: a harness writes its key with ordinary permissions.
        bool mayKeyBeOpen = false;
        Duration accessLifetime = std::chrono::minutes(15);
        Duration refreshLifetime = std::chrono::hours(30 * 24);
        bool requireSession = true;
    } auth;

    struct Otp
    {
        int length = 6;
        QString alphabet = QStringLiteral("digits");
        Duration lifetime = std::chrono::minutes(5);
        Duration cooldown = std::chrono::seconds(60);
        int attempts = 3;
        CodeLimits hourly = CodePolicy().hourly;
        CodeLimits daily = CodePolicy().daily;
        QString sender = QStringLiteral("log");
        QStringList fallbacks; //!< Tried in turn where the sender fails.
        QString command; //!< Of the sender "command".
        QString webhook; //!< Of the sender "webhook".

        bool operator==(const Otp &) const = default;
    } otp;

    struct Password
    {
        int minimum = 0; //!< Characters of a new one; 0: as each dialect's clients expect it.
    } password;

    struct Whispr
    {
        QString typing = QStringLiteral("text"); //!< Or "object": how clients hear who types.
        QString verifyPage = QStringLiteral("/auth/callback/verify-email");
    } whispr;

    QStringList corsOrigins = {QStringLiteral("loopback")};

    struct Web
    {
        QString directory; //!< Of a web client; empty: none is served.
        QString contentSecurityPolicy; //!< Of its pages; empty: they run and load their own.
    } web;

    struct Media
    {
        QString directory = QStringLiteral("media"); //!< Relative to the data directory.
        qint64 largestUpload = 25 << 20;
        Duration uploadGrace = std::chrono::hours(24); //!< So long may an upload wait to be sent.
        Duration greatestAge{}; //!< Zero: files are kept for ever.
        qint64 budget = 0; //!< Bytes of files; zero: any.
        Duration sweepInterval = std::chrono::hours(24); //!< Where one of the two is set.
    } media;

    struct Backups
    {
        QString directory; //!< Empty: none is made through the API.
        QString
            recipientFile; //!< Public key that they are encrypted to; goes before passphraseFile.
        QString passphraseFile; //!< What they are encrypted with.
        QString secretKeyFile; //!< Of the recipient: for verifying them here.
    } backups;

    struct Accounts
    {
        Duration erasureGrace = std::chrono::hours(7 * 24); //!< Before an account is erased.
    } accounts;

    struct Webhooks
    {
        bool allowPrivate = false; //!< Also addresses of this machine and its networks.
        bool allowHttp = false; //!< Also without TLS.
        Duration timeout = std::chrono::seconds(10); //!< For all of one delivery.
        Duration patience = std::chrono::hours(3 * 24); //!< Then what fails is switched off.
    } webhooks;

    struct Audit
    {
        Duration retention = std::chrono::hours(10 * 365 * 24); //!< Then an entry is cut off.
    } audit;

    struct Mail
    {
        QString host; //!< Empty: no mail is sent, or to a folder in development.
        int port = 0; //!< 0: the usual one for the security.
        QString security = QStringLiteral("starttls");
        QString user; //!< Empty: no sign-in.
        QString passwordFile; //!< Of user.
        QString from; //!< "Name <address>"; the name is what the server is called in mails.
        QString caFile; //!< Empty: the system's certificates.
        Duration timeout = std::chrono::seconds(30);
        QString templates; //!< Folder; empty: those that are built in.
        QString language = QStringLiteral("en"); //!< Where a person's own is not known.
        //! Between two mails of friend requests to one person; zero: none is sent.
        Duration requestPause = std::chrono::hours(1);
        //! How long somebody is away before they are told what they missed; zero: they never are.
        Duration awayAfter = std::chrono::hours(24);
        Duration awayEvery = std::chrono::hours(7 * 24); //!< Until they are told again.
    } mail;

    struct Log
    {
        QString level = QStringLiteral("info");
        QString format = QStringLiteral("auto");
    } log;

    QHash<QString, SettingOrigin> origins; //!< Of the settings that are said somewhere.
};

} // namespace linnet
