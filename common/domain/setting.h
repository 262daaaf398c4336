// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <limits>
#include <optional>

namespace linnet {

//! \brief What one setting of a server is called, and what it may be.
//!
//! Its value is JSON: true or false, a whole number, a text, or an array of texts. A duration is a
//! whole number of milliseconds, and can be written as a text such as "15m"; bytes are a whole
//! number, and can be written as "40GB" or "1.5TiB".
struct Setting
{
    enum class Kind { Boolean, Integer, Bytes, Duration, Text, Choice, List };

    //! \brief Who may say what it is, beside the configuration file.
    enum class SetBy {
        Staff, //!< Who may change the configuration.
        Owner, //!< It decides where codes and links go, or who is believed: a way to be anybody.
        File, //!< Nobody: it names files or programs of the machine, or is needed to open the
              //!< database.
    };

    enum class InForce { AtOnce, AfterRestart };

    QLatin1String name; //!< e.g. "otp.length": the section of the file, and the key in it.
    Kind kind = Kind::Text;
    QLatin1String description;
    //! The least and most of a number, in milliseconds of a duration, in elements of a list.
    qint64 least = 0;
    qint64 most = std::numeric_limits<qint64>::max();
    QStringList choices = {}; //!< Of a choice; of a list's elements, empty: any.
    SetBy setBy = SetBy::Staff;
    InForce inForce = InForce::AtOnce;
    //! Says what is wrong with a value beyond that, or puts it in order; an empty text: nothing.
    QString (*rule)(QJsonValue &value) = nullptr;

    QString section() const { return QString(name).section(u'.', 0, -2); }
    QString key() const { return QString(name).section(u'.', -1); }
};

//! \brief Values of settings by their names.
using SettingValues = QJsonObject;

//! \brief Where a value comes from. Each goes before the ones above it.
enum class SettingOrigin { Default, Database, File, CommandLine };

//! \brief What is wrong with a value.
struct SettingComplaint
{
    QString reason; //!< What follows the name in a sentence, e.g. "must be from 4 to 10".
    int element = -1; //!< Of a list, which one it is about; -1: all of it.
};

//! Turns \p value into the one form in which \p setting has it. \return what is wrong; nothing if
//! it may be that.
std::optional<SettingComplaint> acceptValue(const Setting &setting, QJsonValue &value);

//! \return \p value as people write it, e.g. "15m"; acceptValue() takes it for the same.
QString valueText(const Setting &setting, const QJsonValue &value);

//! \return what \p setting may be, e.g. "4 to 10"; empty: anything of its kind.
QString rangeText(const Setting &setting);

//! \return e.g. "duration".
QLatin1String nameOf(Setting::Kind kind);

//! \return "config.write", "owner" or "file".
QLatin1String nameOf(Setting::SetBy setBy);

//! \return e.g. "database".
QLatin1String nameOf(SettingOrigin origin);

} // namespace linnet
