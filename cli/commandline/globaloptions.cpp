// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline/globaloptions.h"

#include "cli/output/records.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

QList<Option> globalOptions(GlobalOptions &values)
{
    return {
        {u"-o,--output"_s, u"FORMAT"_s, u"Write as table, wide, json, ndjson, csv or name."_s,
         &values.format, formatNames()},
        {u"--fields"_s, u"FIELDS"_s, u"Show these fields, e.g. id,user.name."_s, &values.fields},
        {u"--context"_s,
         u"NAME"_s,
         u"Ask the server of this context."_s,
         &values.context,
         {},
         Referent::Context},
        {u"--server"_s, u"URL"_s, u"Ask this server."_s, &values.server},
        {u"--local"_s, u"[SOCKET]"_s,
         u"Ask the server of this machine as its operator, without an account."_s, &values.local},
        {u"--ca-file"_s, u"FILE"_s,
         u"Trust who is named in a PEM file, and nobody else, to vouch for the server."_s,
         &values.caFile},
        {u"--timeout"_s, u"SECONDS"_s, u"Wait so long for an answer (30)."_s, &values.timeout},
        {u"--dry-run"_s,
         {},
         u"Let the server say what would happen, and change nothing."_s,
         &values.isDryRun},
        {u"-y,--yes"_s, {}, u"Do not ask for confirmation."_s, &values.isConfirmed},
        {u"--confirm"_s, u"NAME"_s,
         u"Confirm what cannot be undone, by the name of what it is about."_s,
         &values.confirmedName},
        {u"--no-color"_s, {}, u"Write without colours."_s, &values.isPlain},
        {u"-h,--help"_s, {}, u"Show help, of a command where one is named."_s, &values.wantsHelp},
        {u"--version"_s, {}, u"Show the version."_s, &values.wantsVersion},
    };
}

} // namespace linnet::cli
