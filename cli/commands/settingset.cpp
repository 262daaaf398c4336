// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settingset.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/settingchanges.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \return \p text as the server wants a value of \p kind; what cannot be one goes as it is, for
//! the server to say what is wrong.
QJsonValue valueOf(const QString &text, const QString &kind)
{
    if (kind == u"boolean"_s && (text == u"true"_s || text == u"false"_s))
        return text == u"true"_s;
    if (kind == u"list"_s)
        return QJsonArray::fromStringList(text.split(u',', Qt::SkipEmptyParts));
    const bool isNumber = kind == u"integer"_s || kind == u"bytes"_s || kind == u"duration"_s;
    bool isWhole = false;
    const qint64 number = text.toLongLong(&isWhole);
    return isNumber && isWhole ? QJsonValue(number) : QJsonValue(text);
}

//! \return the kind of each setting by its name.
Result<QHash<QString, QString>> kinds(ApiClient &api)
{
    const auto page = api.get(adminPath({u"settings"_s}));
    if (!page)
        return page.error();
    QHash<QString, QString> kinds;
    const QJsonArray items = (*page)["items"_L1].toArray();
    for (const auto &item : items)
        kinds[item["name"_L1].toString()] = item["kind"_L1].toString();
    return kinds;
}

} // namespace

Declaration SettingSet::declaration()
{
    return {.name = u"setting set"_s,
            .summary = u"Set settings, all that are named or none."_s,
            .examples = {u"linnetctl setting set otp.length=8 otp.lifetime=3m"_s,
                         u"linnetctl setting set limits.outputMost=2000000 --dry-run"_s,
                         u"linnetctl setting set cors.origins=loopback,https://app.example.org"_s},
            .arguments = {{u"NAME=VALUE"_s, u"A setting, and what it is to be."_s, &m_assignments}},
            .hasDryRun = true};
}

Result<> SettingSet::run(Invocation &invocation)
{
    for (const QString &assignment : m_assignments) {
        if (assignment.indexOf(u'=') < 1)
            return usageError(u"\"%1\" is not NAME=VALUE."_s.arg(assignment));
    }
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto known = kinds((*connection)->api());
    if (!known)
        return known.error();
    QJsonObject values;
    for (const QString &assignment : m_assignments) {
        const QString name = assignment.section(u'=', 0, 0);
        if (values.contains(name))
            return usageError(u"%1 is there twice."_s.arg(name));
        values[name] = valueOf(assignment.section(u'=', 1), known->value(name));
    }
    return changeSettings(invocation, values);
}

} // namespace linnet::cli
