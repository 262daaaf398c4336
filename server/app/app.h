// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/erasureparts.h"
#include "server/app/front.h"
#include "server/app/mergeparts.h"
#include "server/app/runningconfig.h"
#include "server/app/webhookparts.h"
#include "server/net/server.h"
#include "server/transport/protocolprofile/protocolprofile.h"

#include <QObject>

namespace linnet {

//! \brief The server, put together: the only place that makes services.
class App : public QObject
{
    Q_OBJECT

public:
    //! \param said by the file and the command line.
    App(Options options, Config said);
    //! Ends what is in flight, then what it runs on, in that order.
    ~App() override;

    //! Opens everything and listens. Blocks, running the event loop.
    Result<> start();

    //! \return what it listens on, e.g. "http://127.0.0.1:3000", the operator's socket last.
    QStringList addresses() const;

    //! \return what makes whoever says it the first owner; empty if there is one.
    const QByteArray &firstOwnerCode() const { return m_admin->staff.firstOwnerCode(); }

    //! Takes over what can change while it runs.
    //! \return the names of the settings that wait for the next start; or what is wrong, and then
    //! everything stays as it is.
    Result<QStringList> reload(const Config &said);

    //! Answers what sockets have asked and tells them to come back later, stops accepting, and
    //! finishes what is in flight; drained() follows after \p most at the latest.
    void drain(std::chrono::milliseconds most);

signals:
    void drained();
    //! \p config is in force from now on.
    void configured(const linnet::Config &config);

private:
    Result<> openDatabase();
    Result<> open();
    Result<> listen();
    net::ApplicationFactory applicationFactory();
    Result<> takeOver(const Config &config);
    net::ServerSettings effectiveSettings(const Config &config) const;
    void tidy();
    Result<> await(QCoro::Task<Result<>> task);

    const Options m_options;
    Mailbox m_mailbox; //!< Of the main thread, where start-up and timers await.
    RunningConfig m_config;
    std::unique_ptr<SqlDatabase> m_database; //!< Until the foundation has it.
    std::unique_ptr<Foundation> m_foundation;
    std::unique_ptr<IdentityParts> m_identity;
    std::unique_ptr<ChatParts> m_chat;
    std::unique_ptr<ErasureParts> m_erasures;
    std::unique_ptr<MergeParts> m_mergers;
    std::unique_ptr<WebhookParts> m_webhooks;
    std::unique_ptr<RecentEvents> m_recent;
    std::unique_ptr<Hub> m_hub;
    std::unique_ptr<AdminParts> m_admin;
    std::unique_ptr<Front> m_front;
    std::unique_ptr<ProtocolProfile> m_protocolProfile;
    std::unique_ptr<net::Server> m_server;
    QTimer m_tidying;
};

} // namespace linnet
