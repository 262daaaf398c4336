// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/runjob.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error crashed(const QString &what)
{
    return {Error::Kind::Internal, "internal"_L1, u"The server made a mistake."_s, what};
}

} // namespace

bool runJob(Database::Job &job, Stores &stores, std::optional<Error> &crash)
{
    try {
        return job.run(stores);
    } catch (const std::exception &exception) {
        crash = crashed(QString::fromLocal8Bit(exception.what()));
    } catch (...) {
        crash = crashed(u"Something that is no exception was thrown."_s);
    }
    return false;
}

} // namespace linnet
