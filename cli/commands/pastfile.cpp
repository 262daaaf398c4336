// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/pastfile.h"

#include "cli/commands/patiently.h"
#include "cli/context/serverconnection.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr auto DataUrlPrefix = "data:application/octet-stream;base64,"_L1;

bool isRefusal(const Error &error)
{
    return error.kind == Error::Kind::UnsupportedType || error.kind == Error::Kind::TooLarge
        || error.code == "unreadable_image"_L1;
}

} // namespace

Result<QString> sendPastFile(ApiClient &api, const PastFile &file)
{
    QFile content(file.path);
    if (!content.open(QIODevice::ReadOnly))
        return Error{Error::Kind::Internal, "io"_L1,
                     u"%1 cannot be read: %2."_s.arg(file.name, content.errorString())};
    const QByteArray encoded = content.readAll().toBase64();
    const QJsonObject asked{
        {"owner"_L1, file.owner},
        {"name"_L1, file.name},
        {"file"_L1, QString(DataUrlPrefix + QLatin1String(encoded))},
    };
    const auto answer = patiently([&] {
        return api.post(adminPath({u"imports"_s, u"files"_s}), asked);
    });
    if (!answer && isRefusal(answer.error()))
        return QString();
    if (!answer)
        return answer.error();
    return (*answer)["file"_L1].toString();
}

} // namespace linnet::cli
