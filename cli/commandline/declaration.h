// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <variant>

namespace linnet::cli {

//! \brief What a value names, so that shells can complete it.
enum class Referent {
    None, //!< Nothing that could be looked up, or what is called "FILE" or "FOLDER".
    Context,
    User, //!< By anything that an account can be named by.
    Group,
    Job,
    Report,
    Session,
    Setting,
    Assignment, //!< A setting, to be followed by "=" and what it is to be.
    SettingChange,
    Backup,
    Webhook,
};

//! \brief An option, and where what was typed for it goes.
struct Option
{
    //! A bool takes no value, a list takes one each time that it is given.
    using Target = std::variant<bool *, int *, QString *, QStringList *>;

    QString names; //!< e.g. "--filter", or "-o,--output".
    QString value; //!< What help calls the value, e.g. "EXPR"; empty: takes none.
    QString help;
    Target target;
    QStringList choices = {}; //!< Empty: anything.
    Referent referent = Referent::None;
    QStringList terms = {}; //!< Of a filter: how one may begin, e.g. "state:" and "state:active".

    //! \return the long name.
    QString name() const { return names.section(u',', -1); }
};

//! \brief A word that comes without a name.
struct Argument
{
    enum class Need { Required, Optional };

    using Target = std::variant<QString *, QStringList *>; //!< A list takes all that follow.

    QString name; //!< As help calls it, e.g. "ID".
    QString help;
    Target target;
    Need need = Need::Required;
    QStringList choices = {}; //!< Empty: anything.
    Referent referent = Referent::None;
};

//! \brief What a command is called and takes: parsing, help and completion are made from it.
struct Declaration
{
    QString name; //!< "noun verb", or one word.
    QString summary; //!< One sentence.
    QStringList examples;
    QList<Argument> arguments = {};
    QList<Option> options = {};
    bool hasDryRun = false; //!< The server can say what it would do.
    bool isFinal = false; //!< It cannot be undone, and is confirmed by a name.
    QStringList fields = {}; //!< That --fields can name; those of other commands are not known.

    QString noun() const { return name.section(u' ', 0, 0); }
    QString verb() const { return name.section(u' ', 1); } //!< Empty: none.
};

} // namespace linnet::cli
