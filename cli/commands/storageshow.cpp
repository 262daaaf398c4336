// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/storageshow.h"

#include "cli/commands/invocation.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;

const Table Shown{u"Storage"_s,
                  {{u"Files"_s, u"media.files"_s, As::Number},
                   {u"Bytes of files"_s, u"media.bytes"_s, As::Bytes},
                   {u"If none were equal"_s, u"media.namedBytes"_s, As::Bytes},
                   {u"Thumbnails"_s, u"media.thumbnails"_s, As::Number},
                   {u"Removed files"_s, u"media.removed"_s, As::Number},
                   {u"Bytes of the database"_s, u"database.bytes"_s, As::Bytes},
                   {u"Free for files"_s, u"volumes.media.free"_s, As::Bytes},
                   {u"of"_s, u"volumes.media.bytes"_s, As::Bytes},
                   {u"Free for the database"_s, u"volumes.database.free"_s, As::Bytes},
                   {u"of"_s, u"volumes.database.bytes"_s, As::Bytes}},
                  u"media.bytes"_s,
                  Table::Shape::Card};

} // namespace

Declaration StorageShow::declaration()
{
    return {.name = u"storage show"_s,
            .summary = u"Show what takes how much room on the server."_s,
            .examples = {u"linnetctl storage show"_s, u"linnetctl storage show -o json"_s}};
}

Result<> StorageShow::run(Invocation &invocation)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto use = (*connection)->api().get(adminPath({u"storage"_s}));
    if (!use)
        return use.error();
    return invocation.show(Shown, *use);
}

} // namespace linnet::cli
