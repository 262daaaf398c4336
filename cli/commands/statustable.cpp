// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/statustable.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

using As = Column::As;
using Show = Column::Show;

} // namespace

Table statusCard(const QJsonObject &status)
{
    QList<Column> columns{
        {u"Server"_s, u"server"_s}, {u"Status"_s, u"status"_s}, {u"Parts"_s, u"services"_s}};
    if (!status["reasons"_L1].toArray().isEmpty())
        columns.append({u"Trouble"_s, u"reasons"_s});
    columns += {{u"Version"_s, u"version"_s}, {u"Running for"_s, u"uptimeSeconds"_s, As::Duration}};
    if (status.contains("accounts"_L1)) {
        columns += {{u"Started"_s, u"startedAt"_s, As::Time},
                    {u"Node"_s, u"node"_s},
                    {u"Schema"_s, u"schema"_s},
                    {u"Accounts"_s, u"accounts"_s},
                    {u"Sessions"_s, u"activeSessions"_s},
                    {u"Sockets"_s, u"sockets"_s},
                    {u"Connections"_s, u"connections"_s},
                    {u"Queued"_s, u"queuedBytes"_s, As::Bytes},
                    {u"Jobs"_s, u"jobs"_s},
                    {u"Database"_s, u"databaseBytes"_s, As::Bytes},
                    {u"Media"_s, u"mediaBytes"_s, As::Bytes}};
    }
    return {u"Status"_s, columns, u"server"_s, Table::Shape::Card};
}

Table statusLines()
{
    return {u"Status"_s,
            {{u"TIME"_s, u"at"_s, As::Time, Show::Always, 19},
             {u"STATUS"_s, u"status"_s, As::Text, Show::Always, 12},
             {u"ACCOUNTS"_s, u"accounts"_s, As::Number},
             {u"SESSIONS"_s, u"activeSessions"_s, As::Number},
             {u"SOCKETS"_s, u"sockets.total"_s, As::Number},
             {u"CONNECTIONS"_s, u"connections"_s, As::Number},
             {u"QUEUED"_s, u"queuedBytes"_s, As::Bytes, Show::Always, 9},
             {u"JOBS"_s, u"jobs.waiting"_s, As::Number},
             {u"DEAD"_s, u"jobs.dead"_s, As::Number},
             {u"DATABASE"_s, u"databaseBytes"_s, As::Bytes, Show::Wide, 9},
             {u"MEDIA"_s, u"mediaBytes"_s, As::Bytes, Show::Wide, 9}},
            u"server"_s};
}

} // namespace linnet::cli
