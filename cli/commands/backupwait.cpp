// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/backupwait.h"

#include "cli/commands/invocation.h"
#include "cli/interruption.h"

#include <QElapsedTimer>

#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::cli {

namespace {

constexpr auto Pause = 100ms;
constexpr int PausesBetween = 5;

//! \brief A line on the terminal that goes away again.
class WaitingLine
{
public:
    WaitingLine(TextSink &sink, QString name)
        : m_sink(sink)
        , m_name(std::move(name))
    {
        m_elapsed.start();
    }
    ~WaitingLine() { write({}); }
    Q_DISABLE_COPY_MOVE(WaitingLine)

    void update() { write(u"%1: %2 s"_s.arg(m_name).arg(m_elapsed.elapsed() / 1000)); }

private:
    //! That nobody reads it is no error.
    void write(const QString &text)
    {
        if (m_isTerminal)
            std::ignore = m_sink.write("\r\033[K" + text.toUtf8());
    }

    TextSink &m_sink;
    const QString m_name;
    const bool m_isTerminal = ::isatty(STDERR_FILENO) == 1;
    QElapsedTimer m_elapsed;
};

Error interrupted()
{
    return {Error::Kind::Unavailable, "interrupted"_L1,
            u"Interrupted; the server goes on with the backup."_s};
}

//! \return whether nobody has interrupted it.
bool pause()
{
    for (int i = 0; i < PausesBetween && !isInterrupted(); ++i)
        std::this_thread::sleep_for(Pause);
    return !isInterrupted();
}

} // namespace

const Table &backupTable()
{
    static const Table table{u"Backup"_s,
                             {{u"Name"_s, u"name"_s},
                              {u"State"_s, u"state"_s},
                              {u"Size"_s, u"size"_s},
                              {u"Created"_s, u"createdAt"_s, Column::As::Time},
                              {u"Problem"_s, u"problem"_s},
                              {u"Verification"_s, u"verification.state"_s},
                              {u"Verified"_s, u"verification.at"_s, Column::As::Time},
                              {u"Verification problem"_s, u"verification.problem"_s}},
                             u"name"_s,
                             Table::Shape::Card};
    return table;
}

Result<QJsonObject> awaitBackup(Invocation &invocation, QJsonObject backup,
                                const std::function<bool(const QJsonObject &)> &isUnderWay)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QString name = backup["name"_L1].toString();
    WaitingLine line(invocation.console().err(), name);
    while (isUnderWay(backup)) {
        line.update();
        if (!pause())
            return interrupted();
        auto asked = (*connection)->api().get(adminPath({u"backups"_s, name}));
        if (!asked)
            return asked;
        backup = std::move(*asked);
    }
    return backup;
}

} // namespace linnet::cli
