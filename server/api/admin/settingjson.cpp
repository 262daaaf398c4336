// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/settingjson.h"

#include "common/domain/bytecount.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonValue textOf(const Setting &setting, const QJsonValue &stored)
{
    return stored.isNull() ? QJsonValue() : QJsonValue(valueText(setting, stored));
}

//! \return what else a number of bytes is called, which is not exact; null of anything else.
QJsonValue otherTextOf(const Setting &setting, const QJsonValue &value)
{
    if (setting.kind != Setting::Kind::Bytes)
        return {};
    return otherByteCountText(value.toInteger());
}

} // namespace

QJsonObject settingObject(const SettingState &state)
{
    const Setting &setting = *state.setting;
    const bool needsRestart = setting.inForce == Setting::InForce::AfterRestart;
    const auto waiting = state.waiting;
    return {
        {"name"_L1, setting.name},
        {"kind"_L1, nameOf(setting.kind)},
        {"value"_L1, state.inForce},
        {"text"_L1, valueText(setting, state.inForce)},
        {"otherText"_L1, otherTextOf(setting, state.inForce)},
        {"source"_L1, nameOf(state.origin)},
        {"isLocked"_L1, state.isLocked()},
        {"default"_L1, state.byDefault},
        {"defaultText"_L1, valueText(setting, state.byDefault)},
        {"range"_L1, rangeText(setting)},
        {"choices"_L1, QJsonArray::fromStringList(setting.choices)},
        {"setBy"_L1, nameOf(setting.setBy)},
        {"needsRestart"_L1, needsRestart},
        {"waiting"_L1, waiting ? QJsonValue(valueText(setting, *waiting)) : QJsonValue()},
        {"description"_L1, setting.description},
    };
}

QJsonObject outcomeObject(const SettingsOutcome &outcome, Run run)
{
    QJsonArray changes;
    for (const SettingDifference &change : outcome.changes)
        changes.append(QJsonObject{{"name"_L1, change.setting->name},
                                   {"before"_L1, change.before},
                                   {"beforeText"_L1, textOf(*change.setting, change.before)},
                                   {"after"_L1, change.after},
                                   {"afterText"_L1, textOf(*change.setting, change.after)}});
    return {{"changes"_L1, changes},
            {"waiting"_L1, QJsonArray::fromStringList(outcome.waiting)},
            {"isDryRun"_L1, run == Run::Rehearsal}};
}

} // namespace linnet::admin
