// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userexport.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"

#include <QSaveFile>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \brief Says on a terminal how much there is already.
class ReceivedLine
{
public:
    explicit ReceivedLine(TextSink &err)
        : m_err(err)
    {}
    ~ReceivedLine()
    {
        if (m_shown >= 0)
            (void)m_err.write("\r\033[K");
    }
    Q_DISABLE_COPY_MOVE(ReceivedLine)

    void add(qsizetype bytes)
    {
        m_bytes += bytes;
        const qint64 shown = m_bytes >> 16;
        if (!m_canRedraw || shown == m_shown)
            return;
        m_shown = shown;
        (void)m_err.write("\r" + QByteArray::number(m_bytes >> 10) + " KiB");
    }

private:
    TextSink &m_err;
    const bool m_canRedraw = screenAt(STDERR_FILENO).canRedraw;
    qint64 m_bytes = 0;
    qint64 m_shown = -1;
};

Error notWritten(const QSaveFile &file)
{
    return {Error::Kind::InvalidInput, "io"_L1,
            u"%1 cannot be written: %2."_s.arg(file.fileName(), file.errorString())};
}

//! There is the whole file afterwards, or none.
Result<> save(ApiClient &api, const QString &path, const QString &name, TextSink &err)
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return notWritten(file);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    ReceivedLine line(err);
    bool isWritten = true;
    const auto received = api.download(path, [&](QByteArrayView bytes) {
        line.add(bytes.size());
        isWritten = file.write(bytes.data(), bytes.size()) == bytes.size();
        return isWritten;
    });
    if (!received)
        return received.error();
    if (!isWritten || !file.commit())
        return notWritten(file);
    return {};
}

} // namespace

Declaration UserExport::declaration()
{
    return {.name = u"user export"_s,
            .summary = u"Save what the server has of somebody: a zip of JSON and files."_s,
            .examples = {u"linnetctl user export alice --file alice.zip"_s,
                         u"linnetctl user export +911111111111 > person.zip"_s},
            .arguments = {userArgument(m_user)},
            .options = {
                {u"--file"_s, u"FILE"_s, u"Where it goes; default: to the output."_s, &m_file}}};
}

Result<> UserExport::run(Invocation &invocation)
{
    TextSink &out = invocation.console().out();
    if (m_file.isEmpty() && invocation.console().screen().columns > 0)
        return usageError(u"A zip is nothing for a terminal."_s, u"Say --file FILE."_s);
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    ApiClient &api = (*connection)->api();
    const QString path = adminPath({u"users"_s, m_user, u"export"_s});
    if (!m_file.isEmpty())
        return save(api, path, m_file, invocation.console().err());
    Result<> written;
    const auto received = api.download(path, [&](QByteArrayView bytes) {
        written = out.write(bytes.toByteArray());
        return written.has_value();
    });
    return received ? written : received;
}

} // namespace linnet::cli
