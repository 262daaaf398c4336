// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userexport.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "cli/commands/usertable.h"
#include "cli/output/progressline.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

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
    ProgressLine line(err);
    qint64 received = 0;
    bool isWritten = true;
    const auto ended = api.download(path, [&](QByteArrayView bytes) {
        received += bytes.size();
        line.show(u"%1 KiB"_s.arg((received >> 16) << 6));
        isWritten = file.write(bytes.data(), bytes.size()) == bytes.size();
        return isWritten;
    });
    if (!ended)
        return ended.error();
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
