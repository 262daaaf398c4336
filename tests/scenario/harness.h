// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/app.h"
#include "server/services/identity/rsakey.h"
#include "tests/scenario/profileserver.h"

#include <QJsonObject>
#include <QTemporaryDir>

namespace linnet::test {

//! \return the key that a harness makes its tokens with.
const RsaKey &harnessKey();

QJsonObject objectIn(const RawReply &reply);
QByteArray toText(const QJsonObject &object);

//! \return what a token for \p subject says, good for ten minutes.
QJsonObject claimsFor(const QString &subject);
QByteArray mint(const QJsonObject &claims, const QString &keyId = QStringLiteral("k1"),
                const RsaKey &key = harnessKey());

//! \brief A server in the profile "app" that a harness has configured, in a directory of its own.
class Harness
{
public:
    Harness();

    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    //! \return what the configuration file and the profile come to.
    Config config(Profile profile = Profile::App) const;

    void start() { start(config()); }
    void start(const Config &config);
    void stop() { m_app.reset(); }

    App &app() { return *m_app; }
    quint16 port() const;

    RawReply get(const QByteArray &target, const QByteArray &token = {}) const;
    RawReply post(const QByteArray &target, const QJsonObject &body,
                  const QByteArray &token = {}) const;

    //! \return the id of a new account.
    QString signUp(const QString &phone) const;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<App> m_app;
};

} // namespace linnet::test
