// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/logcodesender.h"

#include <QLoggingCategory>

namespace linnet {

Q_LOGGING_CATEGORY(codes, "linnet.codes")

QCoro::Task<Result<>> LogCodeSender::send(CodeMessage message)
{
    qCInfo(codes).noquote() << "The one-time code of" << message.to.value << "is" << message.code;
    co_return Result<>();
}

} // namespace linnet
