// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/commandcodesender.h"

#include "server/services/cpupool.h"

#include <QDeadlineTimer>
#include <QProcess>

#include <algorithm>
#include <csignal>
#include <unistd.h>

namespace linnet {

namespace {

constexpr qint64 StopInterval = 100; // ms; a process ends by itself, and nobody wakes who waits.

//! \return whether \p process ends before \p deadline and before \p stop asks for an end.
bool waitForEnd(QProcess &process, const QDeadlineTimer &deadline, const std::stop_token &stop)
{
    while (!deadline.hasExpired() && !stop.stop_requested()) {
        if (process.waitForFinished(int(std::min(deadline.remainingTime(), StopInterval))))
            return true;
    }
    return false;
}

} // namespace

CommandCodeSender::CommandCodeSender(CpuPool &workers, QStringList command,
                                     std::chrono::milliseconds timeout)
    : m_workers(workers)
    , m_command(std::move(command))
    , m_timeout(timeout)
{}

QCoro::Task<Result<>> CommandCodeSender::send(CodeMessage message)
{
    const auto sent = co_await m_workers.run([this, message] { return run(message); });
    co_return sent;
}

Result<> CommandCodeSender::run(const CodeMessage &message) const
{
    const QDeadlineTimer deadline(m_timeout);
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    // A group of its own, so that what it started can be ended with it.
    process.setChildProcessModifier([] { setpgid(0, 0); });
    process.start(m_command.value(0), m_command.mid(1));
    if (!process.waitForStarted(int(deadline.remainingTime())))
        return deliveryFailed(QStringLiteral("The command does not start: ")
                              + process.errorString());
    const auto group = pid_t(process.processId());
    process.write((message.to.value + u'\n' + message.code + u'\n').toUtf8());
    process.closeWriteChannel();
    if (!waitForEnd(process, deadline, m_workers.stopToken())) {
        kill(-group, SIGKILL);
        process.waitForFinished();
        return deliveryFailed(
            QStringLiteral("The command took too long, or the server stops; it was ended."));
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return deliveryFailed(
            QStringLiteral("The command failed with status %1.").arg(process.exitCode()));
    return {};
}

} // namespace linnet
