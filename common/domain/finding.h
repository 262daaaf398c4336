// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QLatin1String>
#include <QString>

namespace linnet {

//! \brief What came of looking at one thing that a server stands on.
struct Finding
{
    enum class State {
        Ok,
        Warning, //!< It works, and will not for long.
        Failure,
        Skipped, //!< It could not be looked at, or there is nothing to look at.
    };

    QString id; //!< Of what was looked at, e.g. "disk.media".
    State state = State::Ok;
    QString text; //!< What was found, in a sentence with figures.
    QString fix; //!< What to do about it; empty: nothing.

    static Finding ok(const QString &text);
    static Finding warning(const QString &text, const QString &fix);
    static Finding failure(const QString &text, const QString &fix);
    static Finding skipped(const QString &text, const QString &fix = {});
};

//! \return "ok", "warning", "failure" or "skipped".
QLatin1String nameOf(Finding::State state);

//! \return {"id", "state", "text", "fix"}, all of them texts.
QJsonObject toJson(const Finding &finding);

} // namespace linnet
