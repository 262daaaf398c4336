// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/adminparts.h"

#include "server/app/webhookparts.h"

#include <QLoggingCategory>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.admin")

AdminContext contextOf(Foundation &foundation, int node)
{
    return {*foundation.database, foundation.clock, node};
}

BackupFolder backupFolder(const Config &config)
{
    return config.backups.directory.isEmpty() ? BackupFolder::Missing : BackupFolder::Configured;
}

SweepSettings sweepSettings(const Config &config)
{
    const Config::Media &media = config.media;
    return {.rules = {.uploadGrace = media.uploadGrace,
                      .greatestAge = media.greatestAge,
                      .budget = media.budget},
            .interval = media.sweepInterval};
}

StoragePlaces storagePlaces(const Config &config)
{
    const backup::DataLayout layout = dataLayout(config);
    return {layout.database, layout.media};
}

ChatContext chatContextOf(Foundation &foundation, ChatParts &chat)
{
    return {*foundation.database, foundation.bus, foundation.clock, foundation.ids, chat.memory};
}

} // namespace

AdminParts::AdminParts(Foundation &foundation, IdentityParts &identity, ChatParts &chat,
                       const SocketCensus &sockets, RunningConfig &configuration)
    : AdminParts(contextOf(foundation, configuration.inForce().node.id),
                 {foundation, identity, chat, sockets, configuration})
{}

AdminParts::AdminParts(const AdminContext &context, const Around &around)
    : staff(context)
    , audit(context)
    , sessions(context, around.identity.sessions, around.sockets)
    , status(context, QStringLiteral(LINNET_VERSION), around.sockets)
    , feed(context, around.foundation.bus, staff)
    , users(context)
    , suspensions(context, around.foundation.bus, around.foundation.ids, around.identity.sessions,
                  around.identity.suspended)
    , erasures({.context = context,
                .bus = around.foundation.bus,
                .ids = around.foundation.ids,
                .sessions = around.identity.sessions,
                .suspended = around.identity.suspended},
               around.configuration.inForce().accounts.erasureGrace)
    , merges({.context = chatContextOf(around.foundation, around.chat),
              .staff = staff,
              .sessions = around.identity.sessions,
              .suspended = around.identity.suspended})
    , exports(context, around.foundation.blobs, around.foundation.cpu)
    , serverExports(context, around.configuration, QStringLiteral(LINNET_VERSION))
    , accounts(chatContextOf(around.foundation, around.chat), staff, around.identity.security)
    , imports(context, accounts)
    , conversations(chatContextOf(around.foundation, around.chat))
    , history(chatContextOf(around.foundation, around.chat))
    , ties(chatContextOf(around.foundation, around.chat))
    , credentials({.context = context,
                   .accounts = accounts,
                   .sessions = around.identity.sessions,
                   .links = around.identity.links,
                   .security = around.identity.security})
    , groups(chatContextOf(around.foundation, around.chat))
    , reports(context, staff)
    , settings(context, staff, around.configuration)
    , otpPolicy(settings, around.configuration)
    , otpSupport(context, around.identity.codes, around.identity.sender)
    , otpLockouts(context, around.configuration)
    , otpAttempts(context)
    , jobs(context)
    , keys(context, *around.identity.keys, around.foundation.cpu)
    , backups(context, around.foundation.ids, backupFolder(around.configuration.inForce()))
    , webhooks({context, around.foundation.ids, around.foundation.jobs->box},
               webhookTerms(around.configuration.inForce()).rules)
    , deliveries(context, around.foundation.ids)
    , storage(context, storagePlaces(around.configuration.inForce()), around.foundation.rounds)
    , sweeps(context, around.foundation.ids, sweepSettings(around.configuration.inForce()))
    , doctorSubject{around.foundation, *around.identity.keys, readClocks()}
    , doctor(around.foundation.clock, doctorPlan(around.configuration.inForce(), doctorSubject))
    , m_auditRetention(around.configuration.inForce().audit.retention)
{}

QCoro::Task<Result<>> AdminParts::start()
{
    const auto loaded = co_await staff.start();
    if (!loaded)
        co_return loaded.error();
    const auto suspended = co_await suspensions.start();
    if (!suspended)
        co_return suspended.error();
    const auto erasing = co_await erasures.start();
    if (!erasing)
        co_return erasing.error();
    co_return co_await merges.start();
}

void AdminParts::configure(const Config &config)
{
    erasures.configure(config.accounts.erasureGrace);
    webhooks.configure(webhookTerms(config).rules);
    sweeps.configure(sweepSettings(config));
    doctor.configure(doctorPlan(config, doctorSubject));
    m_auditRetention = config.audit.retention;
}

QCoro::Task<> AdminParts::tidy()
{
    try {
        const auto begun = co_await sweeps.beginIfDue();
        if (!begun)
            qCWarning(log) << "No sweep could begin:" << begun.error().message
                           << begun.error().detail;
        const auto cut = co_await audit.cut(m_auditRetention);
        if (!cut)
            qCWarning(log) << "The audit log could not be cut:" << cut.error().message
                           << cut.error().detail;
    } catch (const std::exception &exception) {
        qCWarning(log) << "Tidying failed:" << exception.what();
    }
}

} // namespace linnet
