// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/settingchanges.h"

#include "cli/commandline/usageerror.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"SettingChanges"_s,
                  {
                      {u"NAME"_s, u"name"_s},
                      {u"BEFORE"_s, u"beforeText"_s},
                      {u"AFTER"_s, u"afterText"_s},
                  },
                  u"name"_s};

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

Result<QJsonObject> assignedValues(ApiClient &api, const QStringList &assignments,
                                   const QString &section)
{
    for (const QString &assignment : assignments) {
        if (assignment.indexOf(u'=') < 1)
            return usageError(u"\"%1\" is not NAME=VALUE."_s.arg(assignment));
    }
    const auto known = kinds(api);
    if (!known)
        return known.error();
    QJsonObject values;
    for (const QString &assignment : assignments) {
        const QString name = assignment.section(u'=', 0, 0);
        if (values.contains(name))
            return usageError(u"%1 is there twice."_s.arg(name));
        values[name] = valueOf(assignment.section(u'=', 1), known->value(section + name));
    }
    return values;
}

Result<> changeSettings(Invocation &invocation, const QJsonObject &values)
{
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    const auto outcome =
        (*connection)
            ->api()
            .put(adminPath({u"settings"_s}),
                 {{"values"_L1, values}, {"dryRun"_L1, invocation.options().isDryRun}});
    if (!outcome)
        return outcome.error();
    return showSettingChanges(invocation, *outcome);
}

Result<> showSettingChanges(Invocation &invocation, const QJsonObject &outcome)
{
    const QJsonArray changes = outcome["changes"_L1].toArray();
    const auto rows = invocation.records(Shown);
    for (const auto &change : changes) {
        if (auto added = rows->add(change.toObject()); !added)
            return added;
    }
    if (auto finished = rows->finish(); !finished)
        return finished;
    if (changes.isEmpty())
        invocation.console().note(u"That is what they are already: nothing changes."_s);
    else if (outcome["isDryRun"_L1].toBool())
        invocation.console().note(u"Nothing was changed: this was a dry run."_s);
    const QStringList waiting = outcome["waiting"_L1].toVariant().toStringList();
    if (!waiting.isEmpty())
        invocation.console().note(
            u"In force with the next start of the server: %1."_s.arg(waiting.join(u", "_s)));
    return {};
}

} // namespace linnet::cli
