// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/storageusage.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/invocation.h"
#include "common/domain/mediausage.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;

constexpr int MostShares = 200;

const Table Shown{u"StorageUsage"_s,
                  {{u"KEY"_s, u"key"_s},
                   {u"NAME"_s, u"label"_s},
                   {u"FILES"_s, u"files"_s, As::Number},
                   {u"BYTES"_s, u"bytes"_s, As::Bytes},
                   {u"IF NONE WERE EQUAL"_s, u"namedBytes"_s, As::Bytes, Column::Show::Wide}},
                  u"key"_s};

} // namespace

Declaration StorageUsage::declaration()
{
    return {.name = u"storage usage"_s,
            .summary = u"List what takes the room of files, the largest first."_s,
            .examples = {u"linnetctl storage usage --by user --limit 10"_s,
                         u"linnetctl storage usage --by age"_s},
            .options = {{u"--by"_s, u"WHAT"_s, u"What files are put together by (user)."_s, &m_by,
                         usageByNames()},
                        {u"--limit"_s, u"COUNT"_s, u"List so many, and the rest as one (20)."_s,
                         &m_limit}}};
}

Result<> StorageUsage::run(Invocation &invocation)
{
    if (m_limit < 1 || m_limit > MostShares)
        return usageError(u"--limit takes 1 to %1."_s.arg(MostShares));
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const QUrlQuery query{{u"by"_s, m_by}, {u"limit"_s, QString::number(m_limit)}};
    const auto usage = (*connection)->api().get(adminPath({u"storage"_s, u"usage"_s}), query);
    if (!usage)
        return usage.error();
    const auto rows = invocation.records(Shown);
    const QJsonArray items = (*usage)["items"_L1].toArray();
    for (const auto &item : items) {
        if (auto added = rows->add(item.toObject()); !added)
            return added;
    }
    QJsonObject rest = (*usage)["rest"_L1].toObject();
    if (const qint64 count = rest["count"_L1].toInteger(); count > 0) {
        rest["label"_L1] = u"%1 others"_s.arg(count);
        if (auto added = rows->add(rest); !added)
            return added;
    }
    return rows->finish();
}

} // namespace linnet::cli
