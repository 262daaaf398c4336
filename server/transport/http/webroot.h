// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace linnet {

//! \brief The files of a web client: those that were in a folder when the configuration was read.
//!
//! A path is looked up among them and nowhere else, so it leads to nothing that is not meant for
//! everybody. Hidden files and links are left out.
class WebRoot
{
public:
    WebRoot() = default;
    //! Blocks. A folder that is not there has no files.
    //! \param policy for pageHeaders().
    static WebRoot scan(const QString &folder, const QByteArray &policy = {});

    //! \return the file that \p path stands for, index.html for a folder; empty if there is none.
    QString find(QByteArrayView path) const { return m_files.value(path.toByteArray()); }
    bool isEmpty() const { return m_files.isEmpty(); }
    const QByteArray &policy() const { return m_policy; }

    bool operator==(const WebRoot &) const = default;

private:
    QHash<QByteArray, QString> m_files; //!< By path, as requests have it.
    QByteArray m_policy;
};

} // namespace linnet
