"""What the system refuses, in French: the library's words for it follow the locale, ours do not."""

import errno

_REASONS = {
    errno.EACCES: "l'accès est refusé",
    errno.EBUSY: "la ressource est occupée",
    errno.EDQUOT: "le quota du disque est atteint",
    errno.EEXIST: "le fichier existe déjà",
    errno.EFBIG: "le fichier est trop gros",
    errno.EINVAL: "l'opération n'est pas valable ici",
    errno.EIO: "le disque ou le terminal ne répond plus",
    errno.EISDIR: "c'est un dossier, il faut un fichier",
    errno.ELOOP: "les liens symboliques tournent en rond",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ENOENT: "le fichier ou le dossier n'existe pas",
    errno.ENOSPC: "il n'y a plus de place sur le disque",
    errno.ENOTDIR: "une partie du chemin n'est pas un dossier",
    errno.ENOTEMPTY: "le dossier n'est pas vide",
    errno.EPERM: "l'opération n'est pas permise",
    errno.EROFS: "le disque est en lecture seule",
    errno.ETIMEDOUT: "le délai est dépassé",
    errno.EXDEV: "les deux chemins ne sont pas sur le même disque",
}


def reason(error: OSError) -> str:
    """Say why the system refused, in a few words."""
    if error.errno is None:
        return "le système a refusé"
    name = errno.errorcode.get(error.errno, str(error.errno))
    return _REASONS.get(error.errno, f"le système a refusé ({name})")
