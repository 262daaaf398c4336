// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/savedownload.h"

#include "cli/output/console.h"
#include "cli/output/progressline.h"
#include "common/client/apiclient.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Error notWritten(const QSaveFile &file)
{
    return {Error::Kind::InvalidInput, "io"_L1,
            u"%1 cannot be written: %2."_s.arg(file.fileName(), file.errorString())};
}

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

Result<> write(ApiClient &api, const QString &path, TextSink &out)
{
    Result<> written;
    const auto received = api.download(path, [&](QByteArrayView bytes) {
        written = out.write(bytes.toByteArray());
        return written.has_value();
    });
    return received ? written : received;
}

} // namespace

Result<> saveDownload(ApiClient &api, const QString &path, const QString &file, Console &console)
{
    if (file.isEmpty())
        return write(api, path, console.out());
    return save(api, path, file, console.err());
}

} // namespace linnet::cli
