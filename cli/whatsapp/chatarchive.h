// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QHash>
#include <QSet>
#include <QTemporaryDir>

#include <memory>

namespace linnet::cli {

//! \brief What WhatsApp's "export chat" makes: a text, alone or in a zip with the chat's files.
//!
//! A zip's files are unpacked under numbers, into a folder that goes away with this object: no name
//! in a zip is ever a path here.
class ChatArchive
{
public:
    //! How much is unpacked, of what may have come from anybody.
    struct Limits
    {
        qint64 text = qint64(2) << 30; //!< Bytes of the text.
        qint64 file = 36 << 20; //!< Bytes of each file; no server takes one that is larger.
        qint64 all = qint64(16) << 30; //!< Bytes of all that is unpacked.
        int entries = 200'000; //!< Of the zip.
    };

    //! Opens \p file and finds the text in it. \return NotFound ("file_unreadable"); InvalidInput
    //! ("chat_export") for what is neither; "interrupted".
    static Result<std::unique_ptr<ChatArchive>> open(const QString &file, Limits limits);
    static Result<std::unique_ptr<ChatArchive>> open(const QString &file)
    {
        return open(file, Limits());
    }

    //! \return where the text is.
    const QString &textFile() const { return m_text; }
    bool isZip() const { return m_isZip; }

    //! \return whether there is a file of that name.
    bool contains(const QString &name) const { return m_names.contains(name); }

    //! Unpacks those of \p names that there are. Errors as of open().
    Result<> unpack(const QSet<QString> &names);
    //! \return where the file \p name was unpacked; empty: it was not, or is too large.
    QString unpacked(const QString &name) const { return m_unpacked.value(name); }

private:
    class Zip;

    ChatArchive(QString file, Limits limits);

    Result<> findText();
    Result<> readNames();
    Result<> unpackOne(Zip &zip, const QString &name, const QString &path);
    Result<bool> copy(Zip &zip, const QString &path, qint64 most);

    const QString m_file;
    const Limits m_limits;
    const QTemporaryDir m_folder;
    QString m_text;
    bool m_isZip = false;
    QSet<QString> m_names; //!< Without folders.
    QHash<QString, QString> m_unpacked;
    qint64 m_written = 0; //!< Bytes.
};

} // namespace linnet::cli
